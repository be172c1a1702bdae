"""Names of organisations in running text: 桐荫里社区, 澜江县残联, 砚湖实验学校, cut out of what stands in front of them.

Chinese has no blanks: a name ends in a tail that tells its kind (ingest.kinds), and begins where the words that
never belong to a name stop. A name is made of nouns in the eyes of the segmenter, or met more than once.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from ingest.kinds import BY_NAME, PLACE_KINDS, TAIL, Kind, kind_of_tail
from ingest.places import gazetteer
from ingest.words import Word, tagged_words

# Words that stand in front of a name and never belong to it, also as a part of what the segmenter takes for one word.
_STOPS = frozenset(
    "中共 的 了 在 对 与 及 将 被 使 让 从 把 着 们 等 各 全 我 本 该 某 每 这 那 其 由 为 是 于 向 以 按 到 给 同 并 都 跟 过 有 无 入 出 但 而 且 又 也 还 要 会 就 和 或 个 "
    "年度 今年 去年 明年 现将 本月 年来 以来 近年 努力 领导 指导 支持 帮助 关心 部署 形势 前提 情况 根据 按照 贯彻 落实 结合 建立 构建 创建 建设 加强 开展 推进 深化 打造 "
    "邀请 组织 争创 力争 争做 确保 做好 通过 透过 成为 促进 继续 文明 和谐 先进 示范 绿色 美丽 学习型 平安 所有 关于 直属 进入 参与 参加 提升 提高 服务 管理 面向 深入 "
    "走进 走访 前往 负责 安排 召开 举办 制定 印发 协调 督促 引导 带领 围绕 立足 依托 利用 发挥 实现 完成 推动 下派 选派 所在 周边 居民 群众 干部 党员 职工 净化 维护 "
    "编撰 挖掘 抓好 搞好 发动 吸引 纳入 包括 有志之士 因地制宜 代表 全面 积极 大力 认真 切实 扎实 分别 先后 共同 带动 辐射 其他 其它 部分 整个 若干 许多 多个 多家 几个 "
    "行政 自然 中心 农村 贫困 重点 试点 薄弱 标兵 典型 模范 先锋 省级 市级 县级 区级 国家级 全国 生态 宜居 特色 美好 幸福 智慧 精品 最美 富裕 小康 新型 现代化 城乡 "
    "辖区 驻区 邻近 附近 上级 下级 当地 本地 基层 企业 公办 民办 友好 结对 共建 帮扶 对口 协助 配合 联系 联合 下属 所属 所辖 下辖 涉及 覆盖 迎接 接受 荣获 获得 评为 授予 "
    "家长 学生 教师 老年 市民 社会 综合 城市 城镇 小城镇 中心城 老旧 封闭 开放 治理 整治 改造 规划 征收 拆迁 安置 回顾 总结 展望 感谢 欢迎 经过 作为 属于 位于 成立 如下 具体 "
    "健全 新建 新增 扩建 领办 创办 兴办 调动 现有 筹划 完善 优化 硬化 兄弟 部门 单位 机关 相约 建制 专业 居住 办公 功能 商业 生活 住宅 保护 旅游 中小 中小学 法律 系统 各类 各级 各个 各地 各村 全县 全市 全区 全省 全镇 全乡 全村 全校 全院 我县 我市 我区 我镇 我村 本县 丢 优秀 合格 达标 卫生 健康 法治 民主 无毒 零 试验 标准化 规范化 数字 所谓 一是 二是 三是 四是 五是 首先 其次 另外 目前 当前 截至 截止 凡是 同时 因此 由于 为了 以及 尤其 特别 "
    "乡镇 城区 街道 社区 小区 地区 县区 县市 市县 区县 镇村 组村 村居 工作 问题 困难 情况 任务 目标 意见 方案 会议 精神 活动 宣传 教育 经济 文化 集体 产业 发展 人民 政府 党委".split()
)
_LONG_STOP = re.compile("|".join(sorted((s for s in _STOPS if len(s) >= 2), key=len, reverse=True)))
_LEADING = frozenset("和由为是于向以按到个内月日年现级辖就给同并都跟过有无进入出来里给但而且又也还要可会在对与及将被使让从把的了全我本该某每各至经据报")  # fmt: skip
_NOUN_TAGS = frozenset("nzfjxbsgik")
_NOUNISH = frozenset(("vn", "an", "ag", "vg", "tg", "dg"))
_LEAGUE = re.compile(
    r"(?:共青团|(?<![\u4e00-\u9fff])团)(?P<stem>[\u4e00-\u9fff]{2,8}?)(?P<rank>[省市县区镇乡]|街道|集团|公司|学院|大学|中学)(?:委员会|工作委员会|工委|委)"
)
_FUNCTION_INSIDE = re.compile(r".?[由被把使让与](?=..)")
_UNDER_LEADERSHIP = re.compile(
    r"(?:努力|领导|指导|支持|帮助|关心|关怀|部署|形势|前提|情况|要求|推动|带领)下\Z"
)
_RANKS = re.compile(r"(?:自治[省区州县]|[省市县区州旗镇乡村盟]|街道|社区|新区|开发区|农场|林场)$")
_COUNTY = re.compile(r"..[省市县区州旗镇乡]\Z")
_HAN = re.compile(r"[\u3400-\u9fff]+\Z")
_GENERIC = re.compile(
    r"[农乡新山城郊校片老灾厂景矿库林牧渔港战时禁盲误误禁]+[区村镇]$|(?:一|两|几|数|同|外|旧|本|邻|该|各|全|我|中心|行政|自然|城中|空壳)[村镇乡县市区省]$"
    r"|[上下超都夜早股门汇楼菜集百街闹]市$|[家故异]乡$|[城集乡]镇$|(?:省|自治|直辖)[市区]$"
)
_NOT_AFTER = re.compile(
    r"民(?!委|政)|级|里的|容|域|情|道路|场|委员|际|长(?!期)|规|史|落|庄|貌|外|风|值|块|别|面积|直(?!属)"
)
_WITHIN = frozenset(("工会", "团委", "妇联", "科协"))  # bodies inside an organisation of any kind
_SPLITTING = frozenset("县区市省镇乡村委")


@dataclass(frozen=True, kw_only=True, slots=True)
class NameMention:
    """A name where it stands in a text. `core` is where its own part begins, behind the places in front
    (柏塘镇 of 柏塘镇卫生院); `sure` that the segmenter sees nothing but nouns in it."""

    name: str
    kind: Kind
    start: int
    core: int
    end: int
    sure: bool

    @property
    def own(self) -> str:
        """The name without the places it stands under."""
        return self.name[self.core - self.start :]


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    words: tuple[Word, ...]
    ends: tuple[int, ...]

    def word_over(self, at: int) -> int:
        """The index of the word that holds the character in front of `at`."""
        return bisect_left(self.ends, at)


def find_names(text: str) -> list[NameMention]:
    """Every name of an organisation in `text`, in order; of nested ones (石桥镇 in 石桥镇卫生院) the longest."""
    words = tagged_words(text)
    seen = _Text(text, words, tuple(w.end for w in words))
    found: list[NameMention] = []
    for match in TAIL.finditer(text):
        mention = _mention(
            seen, match.start(), match.end(), kind_of_tail(match), found[-1] if found else None
        )
        if mention is None:
            continue
        while found and (found[-1].start >= mention.start or found[-1].end > mention.start):
            found.pop()
        found.append(mention)
    leagues = _leagues(seen)
    found = [m for m in found if not any(g.start <= m.start < g.end for g in leagues)]
    return sorted(found + leagues, key=lambda m: m.start)


def names_in(question: str) -> tuple[str, ...]:
    """Names of units in a short text, in order; only those made of nouns."""
    return tuple(m.name for m in find_names(question) if m.sure)


def _mention(seen: _Text, at: int, end: int, kind: Kind, before: NameMention | None) -> NameMention | None:
    """The name whose tail of `kind` stands at `at`:`end`; None where nothing in front can be its beginning.

    `before` is the name found last: 华岭集团 in front of 工会 is a part of the name.
    """
    if _runs_on(seen, at, end) or (kind.name in PLACE_KINDS and _NOT_AFTER.match(seen.text, end)):
        return None
    start, core, sure = at, at, True
    if before is not None and before.end == at and kind.name in _WITHIN:
        return replace(before, name=seen.text[before.start : end], kind=kind, end=end)
    stem = _stem(seen, at, kind) if kind.stem else None
    if stem is not None and (kind.name in PLACE_KINDS or not _COUNTY.search(seen.text[stem[0] : at])):
        start = core = stem[0]
        sure = stem[1]
        if kind.name in PLACE_KINDS and _GENERIC.search(seen.text[start:end]):
            return None
    elif kind.name in PLACE_KINDS:
        return None
    for _ in range(2):
        place = _place_ending_at(seen, start)
        # A verb in front (学习市政务中心) makes no place, unless the text says it again.
        if place is None or not (place[1] or seen.text.count(seen.text[place[0] : start]) > 1):
            break
        start, sure = place[0], sure and place[1]
    if start == at:
        return None
    if kind.name in ("区", "县", "市", "省", "镇", "乡", "街道") and start < core:
        start = core
    if before is not None and before.start < start < before.end and kind.name not in PLACE_KINDS:
        start = core = before.start
    return NameMention(name=seen.text[start:end], kind=kind, start=start, core=core, end=end, sure=sure)


def _runs_on(seen: _Text, at: int, end: int) -> bool:
    """Whether the tail is the beginning of another word (中学 in 集中|学习, 村 in 村道), not of 县委 or 村两委."""
    word = seen.words[seen.word_over(end)]
    return (
        word.end > end
        and word.text != "所以"
        and (word.start > at or seen.text[end] not in "委政党人两民工办支总长")
    )


def _place_ending_at(seen: _Text, at: int) -> tuple[int, bool] | None:
    """Where a place (青禾县, 石桥镇, also 蒲江 of the gazetteer) that ends at `at` begins, and whether surely."""
    head = seen.text[max(0, at - 8) : at]
    if suffix := _RANKS.search(head):
        return _stem(seen, at - len(suffix.group()), None)
    for size in (4, 3, 2):
        if (
            head[-size:] not in _STOPS
            and any(p.level != "省" or size > 2 for p in gazetteer().get(head[-size:], ()))
            and len(head) >= size
        ):
            return at - size, True
    return None


def _stem(seen: _Text, at: int, kind: Kind | None) -> tuple[int, bool] | None:
    """Where the proper name that ends at `at` begins and whether it is nouns throughout; None where there is none."""
    longest = kind.stem if kind else 4
    run = _HAN.search(seen.text[max(0, at - longest - 4) : at])
    if run is None:
        return None
    floor, start, sure = at - len(run.group()), at, True
    for word in reversed(seen.words[: seen.word_over(at) + 1]):
        begin = max(word.start, floor)
        piece = seen.text[begin:start]
        if (glued := list(_LONG_STOP.finditer(piece))) and piece not in _STOPS and word.end >= start:
            # The segmenter glued the name to what stands in front of it (现将霁川|县).
            rest = piece[glued[-1].end() :]
            start -= len(rest) if len(rest) + at - start <= longest and not _is_verb(rest) else 0
            break
        if (
            not piece
            or at - begin > longest
            or not (
                _may_name(piece, word, behind=at - start)
                or (start < at and _opens_clause(seen.text, piece, word))
            )
        ):
            break
        if word.tag[0] not in _NOUN_TAGS and word.end <= at:
            sure = sure and start < at and word.tag in _NOUNISH
        start = begin
    while at - start > 2 and seen.text[start] in _LEADING and seen.text[start:at] not in gazetteer():
        start += 1
    if _UNDER_LEADERSHIP.search(seen.text[max(0, start - 4) : start + 1]) and at - start > 2:
        start += 1
    if inner := _FUNCTION_INSIDE.match(seen.text[start:at]):
        start += inner.end()
    name = seen.text[start:at]
    if kind is None and len(name) > 2:
        start += next((len(name) - k for k in (4, 3, 2) if k < len(name) and name[-k:] in gazetteer()), 0)
        name = seen.text[start:at]
    odd = not len(name) >= 2 or name[-1] == seen.text[at : at + 1] or not set(name) - _SPLITTING
    return None if odd or name in _STOPS else (start, sure)


def _may_name(piece: str, word: Word, *, behind: int) -> bool:
    """Whether a word may belong to a name of which `behind` characters follow it."""
    if piece in _STOPS or word.text in _STOPS or _LONG_STOP.search(piece):
        return False
    if behind >= 2 and piece[-1] in _SPLITTING:
        return False
    if word.tag[0] in _NOUN_TAGS or word.tag in _NOUNISH:
        return True
    # A verb, an adjective or a number only where the name would not be one without it (团结|村, 三|江|镇).
    return (
        word.tag in ("v", "a", "m", "zg", "t", "d") and behind < 2 and len(piece) <= 3 and not piece.isdigit()
    )


def _is_verb(piece: str) -> bool:
    """Whether what a stop word left over is a verb of its own (认真|学习)."""
    words = tagged_words(piece)
    return len(words) == 1 and len(piece) > 1 and words[0].tag == "v"


def _opens_clause(text: str, piece: str, word: Word) -> bool:
    """Whether a single character that the segmenter cut off a name stands where a clause begins (，天|镜湖|小学)."""
    free = word.start == 0 or not _HAN.search(text[word.start - 1])
    return free and len(piece) == 1 and word.tag[0] not in "pcrux" and piece not in _STOPS


def _leagues(seen: _Text) -> list[NameMention]:
    """Committees of the Youth League, whose kind stands in front of their place: 共青团澜江县委, 团澜江县委."""
    found = []
    for match in _LEAGUE.finditer(seen.text):
        at = match.start("rank")
        stem = _stem(seen, at, None)
        start = match.start("stem")
        if stem is not None and stem[0] <= start:
            found.append(
                NameMention(
                    name=match.group(),
                    kind=BY_NAME["团委"],
                    start=match.start(),
                    core=match.start(),
                    end=match.end(),
                    sure=True,
                )
            )
    return found
