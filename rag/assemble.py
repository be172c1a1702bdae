"""Putting the program together from its settings: encoder, store, assistant, library and librarian."""

from dataclasses import dataclass

from rag.assistant import Assistant
from rag.librarian import StoreLibrarian
from rag.library import StoreLibrary
from rag.retrieve import Shelf
from rag.settings import Settings
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.store import Store


@dataclass(frozen=True, kw_only=True, slots=True)
class Application:
    """The running program's parts. The store is opened, the embedding model not yet loaded."""

    store: Store
    assistant: Assistant
    library: StoreLibrary
    librarian: StoreLibrarian


def assemble(settings: Settings, *, create: bool = True) -> Application:
    """Open the store named in the settings and put the rest on it. With `create`, a folder that holds no store
    becomes an empty one. Raises vectorstore.errors.StoreError."""
    encoder = SentenceTransformerEncoder(settings.encoder or None)
    store = Store.open(settings.store, encoder, create=create)
    shelf = Shelf(store)
    return Application(
        store=store,
        assistant=Assistant(store, shelf=shelf),
        library=StoreLibrary(shelf, encoder),
        librarian=StoreLibrarian(store),
    )
