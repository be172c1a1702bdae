"""Imports go one way, and each outside library has one place."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BELOW = {
    "app": {"rag", "vectorstore", "ingest"},
    "rag": {"vectorstore", "ingest", "prompts"},
    "vectorstore": {"ingest"},
    "ingest": set[str](),
    "prompts": set[str](),
}
# An entry point puts the program together: it is imported by nobody, so it may look up.
COMPOSES = {"ingest/__main__.py": {"vectorstore"}, "ingest/commands/": {"vectorstore"}}
ENTRY_POINTS = {"app", "ingest.__main__", "rag.__main__"}
COMMANDS = "ingest.commands"
PLACES = {
    "gradio": ("app.py", "rag/web/"),
    "chromadb": ("vectorstore/chroma.py",),
    "torch": ("vectorstore/encoder.py", "vectorstore/onnx_model.py"),
    "sentence_transformers": ("vectorstore/encoder.py", "vectorstore/late.py", "vectorstore/onnx_model.py"),
    "onnx": ("vectorstore/onnx_graph.py",),
    "onnxruntime": ("vectorstore/onnx_model.py",),
    "tantivy": ("vectorstore/lexical.py",),
    "rjieba": ("ingest/words.py",),
    "cn2an": ("ingest/numerals.py",),
    "docx": (
        "rag/draft_annex.py",
        "rag/draft_document.py",
        "rag/official_layout.py",
        "rag/official_page.py",
        "rag/table_document.py",
        "rag/word_notes.py",
        "rag/word_parts.py",
        "ingest/loaders/word.py",
    ),
    "lxml": ("ingest/loaders/",),
    "openpyxl": ("ingest/loaders/sheet.py", "ingest/workbook.py", "rag/table_workbook.py"),
    "pypdfium2": ("ingest/loaders/pdfium.py",),
    "rapidocr": ("ingest/loaders/ocr.py",),
    "PIL": ("ingest/loaders/",),
    "plotly": ("rag/web/chart_figure.py",),
    "pydantic_settings": ("rag/settings.py",),
    "langchain": ("rag/llm.py",),
    "langchain_ollama": ("rag/llm.py",),
    "langchain_openai": ("rag/llm.py",),
    "langsmith": ("rag/model_calls.py",),
    "ollama": ("rag/llm.py",),
    "openai": ("rag/llm.py",),
    "xllamacpp": ("rag/local_model.py",),
}
MODULES = [ROOT / "app.py", *(path for package in BELOW for path in (ROOT / package).rglob("*.py"))]


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative imports hide the direction"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_imports_downwards_and_keeps_libraries_in_their_place(module: Path) -> None:
    here = module.relative_to(ROOT).as_posix()
    layer = here.split("/")[0].removesuffix(".py")
    for name in imported(module):
        top = name.split(".")[0]
        composed = (below for place, below in COMPOSES.items() if here.startswith(place))
        allowed = BELOW[layer].union({layer}, *composed)
        assert top not in BELOW or top in allowed, f"{here} imports {name}"
        assert not any(f"{name}.".startswith(f"{entry}.") for entry in ENTRY_POINTS), f"{here} imports {name}"
        assert not name.startswith(COMMANDS) or here.startswith(tuple(COMPOSES)), f"{here} imports {name}"
        assert top not in PLACES or here.startswith(PLACES[top]), f"{here} imports {name}: see PLACES"
