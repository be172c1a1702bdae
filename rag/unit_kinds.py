"""Kinds of units as people call them: which words mean one kind, and which units are of it."""

from ingest.model import Unit

KIND_GROUPS: tuple[tuple[str, ...], ...] = (
    ("园区", "工业园区", "工业区", "开发区", "高新区"),
    ("政务中心", "服务中心", "中心", "政务服务中心", "政务大厅"),
    ("学校", "中学", "小学", "大学", "学院", "幼儿园"),
    ("局", "机关", "委", "办", "系统", "部门"),
    ("街道", "街道办事处", "街道办", "办事处"),
    ("社区", "居委会"),
    ("镇", "乡镇"), ("乡",), ("村", "村子"), ("区", "城区"), ("县",), ("市",), ("省",), ("医院", "卫生院"), ("公司", "企业", "集团"), ("处",), ("站",), ("派出所",), ("所",),
    ("残联", "残疾人联合会"), ("供销社",), ("工会", "总工会"), ("妇联",), ("团委", "共青团"), ("工商联",), ("文联",), ("科协",),
    ("红十字会",), ("商会",), ("协会",), ("法院",), ("检察院",), ("馆", "图书馆", "档案馆", "文化馆", "博物馆"), ("敬老院", "养老院", "福利院"),
    ("队", "支队", "大队"), ("银行",),
)  # fmt: skip
"""Words that mean one kind of unit, the usual one first."""
PROVINCES = ("省区市", "省市区", "省市", "省份")
"""Words for all places of the first level."""
_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
GROUP_KINDS = "(?:单位|社区|居委会|乡镇|镇|乡|村|街道|园区|开发区|工业园区|局|委|机关|学校|中学|小学|医院|法院|检察院|派出所|公司|企业|银行|政务中心|省区市|省市区?|省份|区|县|市|省|部门|地方|家)"
"""The words for a kind of unit that may stand behind 各, 哪些, 所有: a pattern."""


def is_provincial(unit: Unit) -> bool:
    """Whether a unit is of the first level of places: a province, an autonomous region or one of the four cities."""
    return unit.kind == "省" or unit.name.endswith("自治区") or unit.name in _MUNICIPALITIES


def same_kind(a: str, b: str) -> bool:
    """Whether two words mean one kind of unit."""
    return a == b or any(a in g and b in g for g in KIND_GROUPS)


def group_of(kind: str) -> tuple[str, ...]:
    """The words that mean a kind."""
    return next((g for g in KIND_GROUPS if kind in g), (kind or "单位",))
