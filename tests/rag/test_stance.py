"""Which way words point: what stands under a heading of plans, and what only sounds like one."""

import pytest

from rag import stance


@pytest.mark.parametrize(
    ("headings", "to_come"),
    [
        ("三、下一步打算", True),
        ("五年规划\n某镇2024年工作总结", True),
        ("一、科学规划，改善村容\n某镇2024年工作总结", False),
        ("（一）统筹规划，配套功能\n二、主要任务", True),
        ("任务完成情况\n某镇2024年工作计划", True),
        ("", False),
    ],
)
def test_the_nearest_heading_that_speaks_of_time_decides(headings: str, to_come: bool) -> None:
    assert stance.place_of_plans(headings) is to_come
