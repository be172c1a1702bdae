"""Putting the program together from its settings: encoder, store, assistant and library."""

from dataclasses import dataclass

from rag.assistant import Assistant
from rag.library import StoreLibrary
from rag.settings import Settings
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.store import Store


@dataclass(frozen=True, kw_only=True, slots=True)
class Application:
    """The running program's parts. The store is opened, the embedding model not yet loaded."""

    store: Store
    assistant: Assistant
    library: StoreLibrary


def assemble(settings: Settings, *, create: bool = True) -> Application:
    """Open the store named in the settings and put the rest on it. With `create`, a folder that holds no store
    becomes an empty one. Raises vectorstore.errors.StoreError."""
    encoder = SentenceTransformerEncoder(settings.encoder or None)
    store = Store.open(settings.store, encoder, create=create)
    return Application(store=store, assistant=Assistant(store), library=StoreLibrary(store, encoder))
