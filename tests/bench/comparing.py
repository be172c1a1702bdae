"""How fast a table is read: 12 provinces with long reports by 30 aspects in one grid, and the samples' usual 3 by 3."""

import os
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.corrections import Correction
from ingest.pipeline import discover, parse_file
from rag.comparison.cells import read_grid
from rag.comparison.finding import Grid
from rag.comparison.plan import Aspect, Plan, Side
from rag.ground import EvidenceBook
from rag.retrieve import Shelf
from tests.bench.places import LIBRARIES, reports
from tests.bench.synthetic import Material, RecombiningEncoder, material
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.model import Encoder
from vectorstore.store import Store

ASPECTS = tuple(
    "地区生产总值增长目标 城镇新增就业 老旧小区改造 高标准农田 新能源汽车 一般公共预算收入 粮食产量 居民人均可支配收入 固定资产投资 "
    "社会消费品零售总额 进出口总额 研发经费 高新技术企业 保障性住房 新增学位 养老床位 空气质量优良率 PM2.5 森林覆盖率 高速公路里程 "
    "城镇化率 居民消费价格 单位GDP能耗 数字经济 旅游收入 常住人口 志愿服务 文化活动 医疗 托育".split()
)
_PROVINCES = "云岚 汐川 栖梧 砚湖 芷江 澜漪 渡云 璃山 菱州 荻海 蔚原 槿林".split()
_SECTIONS = ("2024年工作回顾", "2025年总体要求", "2025年重点任务")
_PARTS, _SENTENCES = 8, 17
_ROUNDS = 3


def main() -> Iterator[str]:
    """Yield the seconds of either grid, its first reading and the fastest of the later ones."""
    encoder = SentenceTransformerEncoder()
    encoder.encode_queries(["预热"])
    yield f"others at work here: load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    given = material(reports())
    with tempfile.TemporaryDirectory() as folder:
        made = provinces(Path(folder), given, RecombiningEncoder(encoder, given))
        yield from _measured(made, ASPECTS, "12 provinces by 30 aspects")
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder), encoder, create=True) as small,
    ):
        for path in discover([LIBRARIES[0].reports]):
            small.add(path, parse_file(path))
        yield from _measured(small, ("志愿服务", "文化活动", "培训人数"), "samples, 3 by 3", sides=3)


def provinces(folder: Path, given: Material, encoder: Encoder, *, parts: int = _PARTS) -> Store:
    """A library of invented provinces' long reports, a look back and two looks ahead, in `folder`; not closed."""
    draw = random.Random(5)
    store = Store.open(folder / "store", encoder, create=True)
    for name in _PROVINCES:
        path = folder / f"{name}.txt"
        path.write_text(_report(name, given, draw, parts), encoding="utf-8")
        parsed = parse_file(path)
        store.add(path, parsed)
        # The sentences come from reports of many units, which the naming of this one must not hear.
        for one in parsed.reports:
            store.correct(one.report.id, Correction(unit=f"{name}省", period="2025年"))
    return store


def grid(
    store: Store, aspects: Sequence[str], *, sides: int | None = None, shelf: Shelf | None = None
) -> Grid:
    """Every unit of a library, or the first `sides` of them, read for some aspects."""
    shelf = shelf or Shelf(store)
    entries = shelf.refresh().entries[:sides]
    plan = Plan(
        sides=tuple(Side(label=e.name, entry=e) for e in entries),
        aspects=tuple(Aspect(name=a, topic=a) for a in aspects),
    )
    return read_grid(plan, shelf, EvidenceBook(shelf.files))


def _measured(store: Store, aspects: Sequence[str], name: str, *, sides: int | None = None) -> Iterator[str]:
    shelf, took, told = Shelf(store), [], 0
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        found = grid(store, aspects, sides=sides, shelf=shelf)
        took.append(time.perf_counter() - started)
        told = sum(f.cell.status == "answered" for row in found.findings for f in row)
    cells = sum(map(len, found.findings))
    characters = sum(len(r.report.text) for r in store.reports())
    yield f"{name}: {characters} characters, {told} of {cells} cells say something"
    yield f"{name}, first: {took[0]:.2f} s"
    yield f"{name}, again: {min(took[1:]):.2f} s"


def _report(name: str, given: Material, draw: random.Random, parts: int) -> str:
    lines = [f"{name}省政府工作报告（2025年）", f"现在，我代表{name}省人民政府，向大会报告工作。"]
    for number, title in zip("一二三", _SECTIONS, strict=True):
        lines.append(f"{number}、{title}")
        for part in range(parts):
            lines.append(f"（{'一二三四五六七八'[part]}）{draw.choice(given.headings)}")
            lines.append(
                "".join(_sentence(given, draw) for _ in range(_SENTENCES)).replace("\0", f"{name}省")
            )
    return "\n".join(lines)


def _sentence(given: Material, draw: random.Random) -> str:
    """One of the given sentences, every third with an indicator put in front of it."""
    if draw.random() > 1 / 3:
        return draw.choice(given.sentences)
    value = f"{draw.randint(1, 990) / 10}"
    said = draw.choice((f"达到{value}万元", f"增长{value}%", f"{value}万个", "稳步推进"))
    return f"{draw.choice(ASPECTS).removesuffix('目标')}{said}，{draw.choice(given.sentences)}"
