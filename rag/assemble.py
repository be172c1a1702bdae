"""Putting the program together from its settings: encoder, store, assistant, library and librarian."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.assistant import Assistant
from rag.comparison.closing_writer import ClosingWriter, PlainClosing
from rag.drafting.proof.outdated import load_terms, own_list
from rag.drafting.writers import DraftingWriter, PlainDrafting
from rag.extractive import ExtractiveWriter, Writer
from rag.librarian import StoreLibrarian
from rag.library import StoreLibrary
from rag.retrieve import Shelf
from rag.settings import Settings
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.store import Store

if TYPE_CHECKING:
    from rag.llm import LanguageModel


@dataclass(frozen=True, kw_only=True, slots=True)
class Application:
    """The running program's parts. The store is opened, the embedding model not yet loaded."""

    store: Store
    assistant: Assistant
    library: StoreLibrary
    librarian: StoreLibrarian
    model: "LanguageModel | None" = None

    def warm(self) -> None:
        """Load the embedding model and open the language model, if there is one."""
        self.library.warm_encoder()
        if self.model is not None:
            self.model.warm()

    def close(self) -> None:
        """Stop the language model, if there is one, and close the store."""
        if self.model is not None:
            self.model.close()
        self.store.close()


def assemble(settings: Settings, *, create: bool = True) -> Application:
    """Open the store named in the settings and put the rest on it. With `create`, a folder that holds no store
    becomes an empty one. Raises vectorstore.errors.StoreError, rag.llm.ModelSettingError,
    rag.drafting.outdated.TermsError."""
    model, writer, closer, drafter = _writers(settings)
    terms = load_terms(own_list(settings.terms, settings.store))
    encoder = SentenceTransformerEncoder(settings.encoder or None)
    store = Store.open(settings.store, encoder, create=create)
    shelf = Shelf(store)
    return Application(
        store=store,
        assistant=Assistant(store, writer=writer, closer=closer, drafter=drafter, terms=terms, shelf=shelf),
        library=StoreLibrary(shelf, encoder),
        librarian=StoreLibrarian(store),
        model=model,
    )


def _writers(settings: Settings) -> "tuple[LanguageModel | None, Writer, ClosingWriter, DraftingWriter]":
    """The language model of the settings, not yet opened, and the writers that use it."""
    if not settings.llm:
        return None, ExtractiveWriter(), PlainClosing(), PlainDrafting()
    # Imported here so that who uses no model does not wait for it.
    from rag.chat_writer import ChatWriter
    from rag.comparison.chat_closing import ChatClosing
    from rag.drafting.chat_drafting import ChatDrafting
    from rag.llm import LanguageModel

    model = LanguageModel(
        settings.llm, base_url=settings.llm_base_url, api_key=settings.llm_api_key.get_secret_value()
    )
    seconds = settings.llm_seconds
    drafter = ChatDrafting(model, seconds=seconds)
    return model, ChatWriter(model, seconds=seconds), ChatClosing(model, seconds=seconds), drafter
