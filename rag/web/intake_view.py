"""How the taking in of files looks: what is being read, and a summary that names every failure."""

from collections.abc import Iterable, Sequence

from rag.markup import Html, join, tag
from rag.web.intake import IntakeState
from vectorstore.model import FileOutcome, IntakeProgress
from vectorstore.originals import shown_name

STAGE = {"reading": "正在读取", "encoding": "正在编码", "indexing": "正在建索引"}


def intake_html(state: IntakeState) -> Html:
    """The progress while files are taken in, then the summary; nothing where nothing was taken in."""
    match state.phase:
        case "idle":
            return Html()
        case "working":
            return tag("div", *_progress(state), *_failures(state.outcomes), cls="intake working")
        case "done":
            return tag("div", *_summary(state), cls="intake done", role="status")


def progress_words(progress: IntakeProgress) -> str:
    """正在编码：汇编.txt（40/120）; reading is one step."""
    pieces = f"（{progress.done}/{progress.total}）" if progress.stage != "reading" else ""
    return f"{STAGE[progress.stage]}：{shown_name(progress.file)}{pieces}"


def time_left(seconds: float | None) -> str:
    """还需约3分钟; nothing where it is not known yet."""
    if seconds is None:
        return ""
    if seconds < 60:
        return f"还需约{max(1, round(seconds))}秒"
    if seconds < 3600:
        return f"还需约{round(seconds / 60)}分钟"
    return f"还需约{seconds / 3600:.1f}小时"


def _progress(state: IntakeState) -> Iterable[Html]:
    progress = state.progress
    if progress is None:
        yield tag("p", "正在准备", cls="now")
        return
    part = progress.done / progress.total if progress.total else 0.0
    done = min(1.0, (progress.files_done + part) / max(1, progress.files))
    yield tag("p", "正在停止，等这个文件做完" if state.stopping else progress_words(progress), cls="now")
    yield tag("progress", value=f"{done:.3f}", max="1", aria_label="添加进度")
    facts = [
        f"第{min(progress.files_done + 1, progress.files)}个，共{progress.files}个文件",
        f"已读入{progress.reports}份报告、{progress.characters:,}字",
        time_left(progress.seconds_left),
        f"另有{state.waiting}个文件排队" if state.waiting else "",
    ]
    yield tag("p", "，".join(filter(None, facts)), cls="how-far")


def _summary(state: IntakeState) -> Iterable[Html]:
    by_kind = {
        kind: [o for o in state.outcomes if o.kind == kind]
        for kind in ("added", "replaced", "unchanged", "failed")
    }
    counts = [
        (f"新增{len(by_kind['added'])}个文件", by_kind["added"]),
        (f"替换{len(by_kind['replaced'])}个", by_kind["replaced"]),
        (f"未变{len(by_kind['unchanged'])}个", by_kind["unchanged"]),
        (f"失败{len(by_kind['failed'])}个", by_kind["failed"]),
    ]
    reports = sum(o.reports for o in (*by_kind["added"], *by_kind["replaced"]))
    told = [words for words, some in counts if some] or ["没有添加文件"]
    yield tag("h3", f"{'已停止：' if state.left and not state.trouble else ''}{'，'.join(told)}")
    yield tag("p", f"新读入{reports}份报告。", cls="how-far")
    if state.trouble:
        yield tag("p", f"没有做完：{state.trouble}", cls="trouble", role="alert")
    yield from _failures(state.outcomes)
    yield from _warnings(state.outcomes)
    if state.left:
        yield _named(f"还有{len(state.left)}个文件没有添加，需要时请再放入一次", state.left)
    if state.skipped:
        yield _named(f"跳过{len(state.skipped)}个临时文件或隐藏文件", state.skipped)
    for words, kind in (("新增", "added"), ("替换", "replaced"), ("未变，库里已有", "unchanged")):
        if by_kind[kind]:
            yield _named(f"{words}：{len(by_kind[kind])}个文件", [_with_size(o) for o in by_kind[kind]])


def _failures(outcomes: Sequence[FileOutcome]) -> Iterable[Html]:
    """Every file that failed, by name, why, and what to do; never folded away."""
    failed = [o for o in outcomes if o.kind == "failed"]
    if failed:
        rows = (
            tag("li", tag("strong", shown_name(o.path)), f" {o.error or ''}", tag("em", o.advice or ""))
            for o in failed
        )
        yield tag("ul", *rows, cls="failures", aria_label="没有添加的文件")


def _warnings(outcomes: Sequence[FileOutcome]) -> Iterable[Html]:
    warned = [o for o in outcomes if o.warnings]
    if warned:
        rows = (tag("li", tag("strong", shown_name(o.path)), f" {'；'.join(o.warnings)}") for o in warned)
        yield tag("ul", *rows, cls="warnings", aria_label="请留意")


def _with_size(outcome: FileOutcome) -> str:
    size = f"（{outcome.reports}份报告）" if outcome.reports else ""
    return f"{shown_name(outcome.path)}{size}"


def _named(summary: str, names: Sequence[str]) -> Html:
    return tag("details", tag("summary", summary), tag("ul", join(tag("li", name) for name in names)))
