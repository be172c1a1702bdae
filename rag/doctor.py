"""Whether this installation can answer, and what to do if not."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from ingest.loaders import ocr, office
from rag.settings import Settings
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.errors import StoreError, StoreMissing
from vectorstore.store import Store

if TYPE_CHECKING:
    from rag.model_trial import Trial

_PACKAGES = (
    "chromadb",
    "tantivy",
    "rjieba",
    "sentence-transformers",
    "torch",
    "onnxruntime",
    "pypdfium2",
    "gradio",
    "langchain-core",
    "cnloc",
)


_WITHOUT = "不用语言模型也能回答，不设 JUSHI_LLM 即可"
# An answer reads several times as much as the trial does, and writes several times as much.
_TIMES_A_TRIAL = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing looked at: what, whether it is good, what was found, and what to do where it is not."""

    what: str
    good: bool
    found: str
    advice: str = ""


def examine(settings: Settings) -> tuple[Finding, ...]:
    """Look at the packages, the embedding model and the store, put one question to it, and one to the language
    model if one is set."""
    encoder = SentenceTransformerEncoder(settings.encoder or None)
    return (
        _packages(),
        _formats(),
        _guarded("语义模型", lambda: _model(encoder)),
        _guarded("资料库", lambda: _store(settings, encoder)),
        _guarded("检索", lambda: _search(settings, encoder)),
        _language_model(settings),
    )


def _guarded(what: str, look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except StoreError as error:
        return Finding(what=what, good=False, found=error.message, advice=error.advice)


def _packages() -> Finding:
    missing = []
    for name in _PACKAGES:
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return Finding(
            what="程序包", good=False, found=f"缺少 {'、'.join(missing)}", advice="请运行 make setup。"
        )
    return Finding(what="程序包", good=True, found=f"{len(_PACKAGES)}个都在")


def _formats() -> Finding:
    """What can be read besides what always can: scans and old office files."""
    scans = "扫描件可读" if ocr.is_available() else '扫描件不能读（要读请安装 pip install "jushi[ocr]"）'
    old = "可读" if office.is_available() else "不能读（要读请安装 LibreOffice）"
    return Finding(what="文件格式", good=True, found=f"{scans}；.doc .wps .rtf .odt .xls .et {old}")


def _model(encoder: SentenceTransformerEncoder) -> Finding:
    started = time.perf_counter()
    encoder.encode_queries(["全年开展了多少次活动？"])
    seconds = time.perf_counter() - started
    return Finding(what="语义模型", good=True, found=f"{encoder.identity.name}，{seconds:.1f}秒就绪")


def _store(settings: Settings, encoder: SentenceTransformerEncoder) -> Finding:
    with Store.open(settings.store, encoder) as store:
        report = store.check()
    if report.reports == 0:
        return Finding(what="资料库", good=False, found="还没有报告", advice=StoreMissing.advice)
    found = f"{report.files}个文件，{report.reports}份报告，{report.chunks}个片段"
    if not report.complete:
        return Finding(
            what="资料库",
            good=False,
            found=f"{found}，有报告的正文没有全部收入",
            advice="请运行 python -m ingest check 查看是哪些文字，再用 --force 重新添加。",
        )
    if not report.clean:
        return Finding(
            what="资料库",
            good=False,
            found=f"{found}，索引与目录不一致",
            advice="请运行 python -m ingest rebuild。",
        )
    return Finding(what="资料库", good=True, found=found)


def _search(settings: Settings, encoder: SentenceTransformerEncoder) -> Finding:
    with Store.open(settings.store, encoder) as store:
        started = time.perf_counter()
        hits = store.search("全年开展了多少次活动", n=5)
        elapsed = (time.perf_counter() - started) * 1000
    if not hits:
        return Finding(
            what="检索",
            good=False,
            found="什么也没有找到",
            advice="请运行 python -m ingest check 查看资料库的状况。",
        )
    return Finding(what="检索", good=True, found=f"一次检索{elapsed:.0f}毫秒")


def _language_model(settings: Settings) -> Finding:
    """Whether the model that is set is there, and how fast it answers one sentence with its mark."""
    if not settings.llm:
        return Finding(what="语言模型", good=True, found="未启用语言模型（抽取式）")
    # Imported here so that who uses no model does not wait for it.
    from rag.llm import LanguageModel, ModelSettingError
    from rag.model_errors import ModelFailed
    from rag.model_trial import offered_instead, try_out

    key = settings.llm_api_key.get_secret_value()
    try:
        model = LanguageModel(settings.llm, base_url=settings.llm_base_url, api_key=key)
    except ModelSettingError as error:
        return Finding(what="语言模型", good=False, found=error.message.rstrip("。"), advice=error.advice)
    with closing(model):
        try:
            trial = try_out(model, seconds=settings.llm_seconds)
        except ModelFailed as error:
            there = offered_instead(model) if error.missing else ""
            advice = "；".join(filter(None, (error.advice, there, _WITHOUT)))
            return Finding(what="语言模型", good=False, found=error.reason, advice=f"{advice}。")
    loaded = f"{trial.loading:.1f}秒载入，" if model.service.provider == "gguf" else ""
    found = f"{model.name}，{loaded}答一句话用了{trial.seconds:.1f}秒"
    return Finding(what="语言模型", good=True, found=found, advice=_on_trial(trial, settings.llm_seconds))


def _on_trial(trial: "Trial", limit: float) -> str:
    """What to do about a model that answers, but badly or slowly."""
    if not trial.cites:
        return "它没有照要求在句末注明编号，多数回答会改用摘录；请换一个更会照办的模型。"
    if trial.seconds > limit / _TIMES_A_TRIAL:
        return f"它比较慢，长一些的回答在 {limit:.0f} 秒内可能写不完；可把 JUSHI_LLM_SECONDS 调大，或换小一些的模型。"
    return ""
