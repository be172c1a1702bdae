"""check and rebuild: whether all of every report can be found, and the indexes made anew."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.bar import progress_bar
from ingest.commands.add import STAGES
from ingest.commands.common import make_encoder, open_store, print_json
from ingest.model import RemovalKind

if TYPE_CHECKING:
    from vectorstore.model import CheckReport

_INDEXES = {"dense": "向量索引", "lexical": "词语索引"}
_SHOWN = 20
_REMOVED: dict[RemovalKind, str] = {
    "site_ad": "网站广告",
    "editor_note": "编者按语",
    "byline": "来源和作者",
    "related_links": "相关链接",
    "stray_mark": "零散符号",
    "compilation_title": "汇编的标题",
    "blank": "空白",
}


def check(options: argparse.Namespace) -> int:
    """Returns 1 where the three stores differ or too little of a report can be found."""
    with open_store(options) as store:
        found = store.check()
    if options.json:
        print_json(
            {
                **asdict(found),
                "coverage": found.coverage,
                "clean": found.clean,
                "complete": found.complete,
            }
        )
    else:
        print("\n".join(_findings(found)))
        if options.dropped:
            print("\n".join(_dropped(found)))
    if not found.complete:
        print(_alarm(found), file=sys.stderr)
    return int(not (found.clean and found.complete))


def rebuild(options: argparse.Namespace) -> int:
    """Derive the indexes from the catalog."""
    encoder = make_encoder()
    with open_store(options) as store, progress_bar("片段") as show:
        store.rebuild(encoder, progress=lambda p: show(STAGES[p.stage], p.done, p.total))
        found = store.check()
    print(f"已用 {encoder.identity} 重建：{found.reports} 份报告，{found.chunks} 个片段。")
    return int(not found.clean)


def _findings(found: "CheckReport") -> Iterator[str]:
    yield f"文件 {found.files} 个，报告 {found.reports} 份，片段 {found.chunks} 个。"
    yield f"正文 {found.coverable} 字，其中 {found.covered} 字能搜到（{found.coverage:.2%}）。"
    for hole in found.uncovered[:_SHOWN]:
        yield f"  没有收入片段：{Path(hole.path).name} 第 {hole.lines[0]} 行 {hole.text[:40]}"
    if len(found.uncovered) > _SHOWN:
        yield f"  …… 还有 {len(found.uncovered) - _SHOWN} 处（用 --json 看全部）"
    if found.set_aside:
        counts = Counter(_REMOVED[one.kind] for one in found.set_aside)
        told = "，".join(f"{kind} {count} 处" for kind, count in counts.most_common())
        yield f"不算正文而放在一边的：{told}（用 check --dropped 逐处查看）。"
    for path in found.unfinished:
        yield f"写入“{path}”时中断。请再添加一次这个文件，或运行 python -m ingest rebuild。"
    for difference in (d for d in found.differences if not d.agrees):
        parts = {"缺少": difference.missing, "多出": difference.unknown, "有误": difference.altered}
        counted = "，".join(f"{word} {len(ids)} 个片段" for word, ids in parts.items() if ids)
        told = "；".join(filter(None, (counted, difference.trouble)))
        yield f"{_INDEXES[difference.index]}与目录不一致：{told}。请运行 python -m ingest rebuild。"
    if found.clean:
        yield "目录、向量索引、词语索引三处一致。"


def _dropped(found: "CheckReport") -> Iterator[str]:
    for one in found.set_aside:
        where = f" 第 {one.line} 行" if one.line else ""
        yield f"  {Path(one.path).name}{where}（{_REMOVED[one.kind]}）：{one.text}"


def _alarm(found: "CheckReport") -> str:
    lines = [f"警告：全库正文只有 {found.coverage:.2%} 能搜到。"]
    lines += [f"警告：报告 {id} 只有 {share:.2%} 的正文能搜到。" for id, share in found.thin.items()]
    return "\n".join((*lines, "请用 --force 重新添加有关的文件；仍然如此，请把上面列出的文字告诉维护人员。"))
