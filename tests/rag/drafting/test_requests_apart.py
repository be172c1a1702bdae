"""Requests for drafts, and questions about writing, worded apart from those who wrote the rules."""

import json
from pathlib import Path

import pytest

from rag.drafting.requests import asks_draft
from rag.understand import read_question
from tests.rag.drafting.orders_told import DIRECTORY

GOLD = Path(__file__).parents[4] / "shared" / "gold"
REQUESTS = (
    "请以云岫镇名义起草一份全年工作总结", "帮忙弄一段环境整治的总结，两百字", "替枫渡村拟个明年的工作打算", "给我们街道写篇领导讲话稿", "围绕志愿服务写一段汇报材料",
    "来份经验材料，讲讲芷泊社区的做法", "把各单位文化活动的情况归纳成一段话", "参考青禾里和芷泊的材料，写三条下一步打算", "我要写个年终总结，帮我起个草",
    "综合各社区的报告，形成一份交流发言", "写一段话介绍青禾里社区的志愿服务", "能不能帮我写个总结？", "想请你写一份述职报告", "结合材料写一下理论学习这一块，约300字",
    "用150字概括云岫镇的文化工作", "根据库里的材料，起草2024年工作要点", "帮我们社区准备一份汇报稿", "下一步工作打算，写三点",
    "整理一份志愿服务经验材料", "按总结的格式写一段农家书屋的内容", "代芷泊社区写份情况说明", "给我来一个关于文明实践的工作方案", "以“环境整治”为题写一段总结",
    "起草一下明年精神文明建设工作计划", "我想写一段文化活动的总结，200字左右", "麻烦你拟一个讲话提纲", "请撰写关于文艺演出的工作汇报",
    "帮我写写志愿服务这方面", "出一份半年小结",
)  # fmt: skip
OTHERS = (
    "云岫镇今年写了几份总结", "芷泊社区的计划里写了哪些目标", "报告是谁写的", "哪几家写到了农家书屋", "总结里是怎么写志愿服务的", "水务局起草了哪些制度", "园区制定了几个方案",
    "计划做几场演出", "打算办多少次培训", "青禾里社区写春联活动来了多少人", "砚湖学校的作文比赛有多少人写", "枫渡村整理了多少份档案", "街道出了多少期简报",
    "云岫镇下一步计划是什么", "各单位的工作总结都在哪", "汇报材料里的数字准吗", "讲话中提到了什么", "经验材料发表了几篇", "撰写信息多少条", "拟建几个停车场",
    "云岫镇拟投资多少", "市监局编写的手册叫什么", "写成一段话", "改成三点", "第二句重写", "写短一点", "把表格写成文字", "做成表格", "对比一下两家的总结",
    "为群众做了哪些事", "为老人写信的志愿者有几位", "给居民送了多少春联", "替群众代办了多少件事", "帮企业解决了什么困难", "形成了哪些经验", "总结出哪些做法",
    "报送材料多少篇", "有没有写到资金", "计划完成了吗", "谁在会上发言了",
)  # fmt: skip


@pytest.mark.parametrize("message", REQUESTS)
def test_a_request_for_a_draft(message: str) -> None:
    assert asks_draft(message)


@pytest.mark.parametrize("message", OTHERS)
def test_a_question_about_writing_is_no_request(message: str) -> None:
    assert not asks_draft(message)


@pytest.mark.parametrize("message", ["列个提纲", "先给我个大纲", "搭个框架", "列一个工作总结的大纲"])
def test_a_request_for_an_outline_is_understood_as_one_for_a_draft(message: str) -> None:
    assert read_question(message, DIRECTORY).mode == "draft"


def _gold(name: str, key: str) -> list[str]:
    path = GOLD / name
    if not path.exists():
        pytest.skip("the gold questions are not here")
    return [json.loads(line)[key] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def test_no_gold_question_is_a_request() -> None:
    assert [q for q in _gold("qa_dev.jsonl", "question") if asks_draft(q)] == []


def test_every_gold_request_is_one() -> None:
    assert [r for r in _gold("draft_dev.jsonl", "request") if not asks_draft(r)] == []
