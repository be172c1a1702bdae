"""Among the first questions that a reader is offered, one asks for a draft, and gets it."""

from rag.assistant import Assistant
from rag.examples import example_questions
from rag.retrieve import Shelf
from vectorstore.store import Store


def test_an_example_asks_for_a_draft_that_the_library_bears_out(
    assistant: Assistant, sample_store: Store
) -> None:
    shelf = Shelf(sample_store)
    directory = shelf.refresh()
    pages = [shelf.page(id) for entry in directory.entries for id in entry.report_ids]
    questions = example_questions(pages, directory)
    assert len(questions) == 6
    written = assistant.answer(questions[-1])
    assert (written.mode, written.status) == ("draft", "answered")
    assert len({e.unit for e in written.evidence}) > 1


def test_of_a_single_report_no_example_sums_up_many(sample_store: Store) -> None:
    shelf = Shelf(sample_store)
    directory = shelf.refresh()
    page = shelf.page(directory.entries[0].report_ids[0])
    assert not any("参照各单位" in q for q in example_questions([page], directory))
