"""The page in a real browser, over an assistant that plays a script."""

import logging
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from rag.model import Answer, Cell, Derived, Focus, Quantity, Row, Table, Understood
from rag.web.ports import EncoderState
from tests.web.conftest import Open, Serve, Visit
from tests.web.scripted import (
    Script,
    ScriptedAssistant,
    ScriptedLibrarian,
    ScriptedLibrary,
    answer,
    events,
    evidence,
)

Q1, Q2, Q3 = "云栖镇全年演出多少场？", "那松溪社区呢？", "比较两个单位的演出和藏书"
PARAGRAPH_BEFORE = "（一）群众文化活动。" + "今年以来，围绕中心工作，发挥阵地作用，组织文艺骨干深入各村。" * 6

HOSTILE = """<script>window.hacked=1</script><img src=x onerror="window.hacked=1">'"&amp;*加粗*_斜体_|表|"""


def performances() -> Answer:
    return answer(
        "云栖镇全年共举办文艺演出43场次，其中春节8场次[1]。观众约1.8万余人次[2]。",
        question=Q1,
        standalone=Q1,
        short="43场次",
        evidence=(
            evidence(
                1,
                unit="云栖镇综合文化站",
                quote="全年共举办文艺演出43场次(春节8场次)",
                before=PARAGRAPH_BEFORE,
                after="，" + "群众一致好评，" * 30,
            ),
            evidence(2, unit="云栖镇综合文化站", quote="观众约1.8万余人次", lines=(31, 32)),
        ),
        notes=("库中23个单位，已读1个，提及1个",),
    )


def readings() -> Answer:
    return answer(
        "松溪社区20__年举办读书会__场，原文中场次缺失[1]。",
        status="withheld_in_source",
        question=Q2,
        standalone="松溪社区全年举办多少场读书会？",
        evidence=(evidence(1, unit="松溪社区", quote="20__年举办读书会__场", after="，评出书香家庭x_x户。"),),
    )


def comparison() -> Answer:
    return answer(
        "两个单位的情况如下[1][2]。",
        mode="compare",
        question=Q3,
        standalone=Q3,
        evidence=(
            evidence(1, unit="云栖镇", quote="演出43场次"),
            evidence(2, unit="松溪社区", quote="演出12场次"),
            evidence(3, unit="松溪社区", quote="藏书xx册"),
        ),
        table=Table(
            columns=("演出", "藏书"),
            rows=(
                Row(
                    unit="云栖镇",
                    cells=(
                        Cell(
                            text="43场次",
                            status="answered",
                            citations=(1,),
                            quantities=(Quantity(value=Decimal(43), measure="场次", raw="43场次", n=1),),
                        ),
                        Cell(text="", status="not_found"),
                    ),
                ),
                Row(
                    unit="松溪社区",
                    cells=(
                        Cell(text="12场次", status="answered", citations=(2,)),
                        Cell(text="xx册", status="withheld_in_source", citations=(3,)),
                    ),
                ),
            ),
        ),
        derived=(Derived(text="多31场次", formula="43 - 12 = 31", inputs=(1, 2)),),
    )


@pytest.fixture
def assistant() -> ScriptedAssistant:
    return ScriptedAssistant(
        scripts={
            Q1: events(performances()),
            Q2: events(readings(), resolved=True),
            Q3: events(comparison()),
        }
    )


@pytest.fixture
def library() -> ScriptedLibrary:
    return ScriptedLibrary(questions=(Q1, Q3))


def send(visit: Visit, question: str) -> None:
    visit.page.fill("#question-box textarea", question)
    visit.page.press("#question-box textarea", "Enter")


def ask(visit: Visit, question: str, turn: int, *, ends: str = "answered") -> None:
    send(visit, question)
    visit.page.wait_for_selector(f"#t-{turn}.{ends}")


def seen(visit: Visit, selector: str) -> bool:
    """Whether the element lies within the window and, if it scrolls, within the evidence panel."""
    return bool(
        visit.page.evaluate(
            """async selector => {
                await new Promise(done => setTimeout(done, 700));  // a smooth scroll comes to rest
                const box = document.querySelector(selector).getBoundingClientRect();
                const panel = document.getElementById('evidence').getBoundingClientRect();
                return box.height > 0 && box.top >= panel.top - 1 && box.top < panel.bottom
                    && box.left >= -1 && box.right <= innerWidth + 1 && box.top < innerHeight;
            }""",
            selector,
        )
    )


@pytest.mark.browser
class TestAsking:
    def test_a_mark_opens_the_highlighted_source(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant, library: ScriptedLibrary
    ) -> None:
        visit = open_page(serve(assistant, library))
        ask(visit, Q1, 1)
        page = visit.page
        assert page.input_value("#question-box textarea") == ""
        assert page.inner_text("#t-1 .prose-text") == performances().text
        assert page.inner_text("#t-1 .prose-text strong") == "43场次"
        assert "已读1个" in page.inner_text("#t-1 .notes")
        page.click("#t-1 a.mark:has-text('[2]')")
        assert seen(visit, "#e-1-2")
        assert page.locator("#e-1-2.flash").count() == 1
        assert page.locator(".card.flash").count() == 1
        assert page.inner_text("#e-1-2 mark") == "观众约1.8万余人次"
        card = page.inner_text("#e-1-2")
        assert all(
            fact in card
            for fact in ("云栖镇综合文化站", "第31–32行", "二、主要工作", "2031年工作总结汇编.txt")
        )

    def test_a_long_paragraph_is_folded_around_its_quote(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant, library: ScriptedLibrary
    ) -> None:
        visit = open_page(serve(assistant, library))
        ask(visit, Q1, 1)
        quote = visit.page.locator("#e-1-1 blockquote")
        assert "（一）群众文化活动" not in quote.inner_text()
        visit.page.click("#e-1-1 button.unfold")
        assert quote.inner_text().startswith(PARAGRAPH_BEFORE)

    def test_cards_of_earlier_answers_stay_within_reach(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant, library: ScriptedLibrary
    ) -> None:
        visit = open_page(serve(assistant, library))
        ask(visit, Q1, 1)
        ask(visit, Q2, 2)
        ask(visit, Q3, 3)
        opened = visit.page.eval_on_selector_all("#evidence details[open]", "all => all.map(one => one.id)")
        assert opened == ["g-3"]
        visit.page.click("#t-1 a.mark:has-text('[1]')")
        assert seen(visit, "#e-1-1")
        assert visit.page.locator("#e-1-1.flash").count() == 1

    def test_a_follow_up_shows_how_it_was_understood(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant, library: ScriptedLibrary
    ) -> None:
        visit = open_page(serve(assistant, library))
        ask(visit, Q1, 1)
        ask(visit, Q2, 2)
        assert visit.page.locator("#t-1 .resolved").count() == 0
        assert visit.page.inner_text("#t-2 .resolved") == "按此理解：松溪社区全年举办多少场读书会？"
        assert visit.page.inner_text("#t-2 .chip") == "原文缺失"
        assert "20__年举办读书会__场" in visit.page.inner_text("#t-2 .prose-text")
        (_, first), (_, second) = assistant.heard
        assert first == ()
        assert [turn.content for turn in second] == [Q1, performances().text]

    def test_a_comparison_is_a_table_with_marks_and_states(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant, library: ScriptedLibrary
    ) -> None:
        visit = open_page(serve(assistant, library))
        ask(visit, Q3, 1)
        table = visit.page.locator("#t-1 table")
        assert [cell.strip() for cell in table.locator("thead th").all_inner_texts()] == [
            "单位",
            "演出",
            "藏书",
        ]
        assert table.locator("tbody tr").count() == 2
        assert table.locator("td.not_found").inner_text() == "未提及"
        withheld = table.locator("td.withheld_in_source").inner_text()
        assert "原文缺失" in withheld
        assert "xx册" in withheld
        assert "43 - 12 = 31" in visit.page.inner_text("#t-1 .derived")
        table.locator("a.mark:has-text('[3]')").click()
        assert seen(visit, "#e-1-3")

    def test_words_of_reports_stay_words(
        self, serve: Serve, open_page: Open, library: ScriptedLibrary
    ) -> None:
        quote = f"{HOSTILE}见附件[2]"
        reply = answer(
            f"原文写道{quote}[1]。另有12场[2]。",
            question=HOSTILE,
            standalone=HOSTILE,
            evidence=(
                evidence(1, unit=HOSTILE, quote=quote, file=HOSTILE, heading_path=(HOSTILE,), before=HOSTILE),
                evidence(2, unit="松溪社区", quote="12场"),
            ),
            notes=(HOSTILE,),
        )
        library.questions = (HOSTILE,)
        visit = open_page(serve(ScriptedAssistant(scripts={HOSTILE: events(reply, resolved=True)}), library))
        visit.page.click("#examples button")
        visit.page.wait_for_selector("#t-1.answered")
        assert visit.page.evaluate("window.hacked") is None
        for place in (".question", ".prose-text", ".notes"):
            assert HOSTILE in visit.page.inner_text(f"#t-1 {place}")
        assert HOSTILE in visit.page.inner_text("#e-1-1 blockquote")
        assert visit.page.locator("#desk :is(script, img, em)").count() == 0
        marks = visit.page.locator("#t-1 .prose-text a.mark").all_inner_texts()
        assert marks == ["[1]", "[2]"], "the [2] of the quote is no mark"


@pytest.mark.browser
class TestConversation:
    def test_a_running_answer_can_be_stopped(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant, library: ScriptedLibrary
    ) -> None:
        assistant.pause = 0.4
        visit = open_page(serve(assistant, library))
        ask(visit, Q1, 1, ends="working")
        visit.page.wait_for_selector("#t-1 .prose-text")
        visit.page.click("#stop")
        visit.page.wait_for_selector("#t-1.stopped")
        visit.page.wait_for_timeout(1500)
        assert "已停止" in visit.page.inner_text("#t-1")
        assert visit.page.locator("#t-1 a.mark").count() == 0
        assistant.pause = 0.0
        ask(visit, Q3, 2)
        assert visit.page.locator("#t-1.stopped").count() == 1

    def test_a_new_conversation_starts_empty(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant, library: ScriptedLibrary
    ) -> None:
        visit = open_page(serve(assistant, library))
        ask(visit, Q1, 1)
        visit.page.click("#fresh")
        visit.page.wait_for_selector("#examples button")
        assert visit.page.locator(".turn, .card").count() == 0
        ask(visit, Q3, 1)
        assert assistant.heard[-1] == (Q3, ())

    def test_a_reloaded_page_shows_its_conversation_again(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant, library: ScriptedLibrary
    ) -> None:
        address = serve(assistant, library)
        visit = open_page(address)
        ask(visit, Q1, 1)
        visit.page.reload()
        visit.page.wait_for_selector("#t-1.answered")
        visit.page.click("#t-1 a.mark:has-text('[2]')")
        assert seen(visit, "#e-1-2")
        ask(visit, Q2, 2)
        assert [m.text for m in assistant.heard[-1][1]] == [Q1, performances().text]
        assert open_page(address).page.locator(".turn").count() == 0, "another tab begins anew"
        visit.page.click("#fresh")
        visit.page.wait_for_selector("#examples button")
        visit.page.reload()
        visit.page.wait_for_selector("#examples button")
        assert visit.page.locator(".turn").count() == 0

    def test_trouble_is_told_and_the_question_is_kept(
        self, serve: Serve, open_page: Open, library: ScriptedLibrary, caplog: pytest.LogCaptureFixture
    ) -> None:
        script: list[Script] = [
            Understood(standalone=Q1, mode="answer", units=()),
            ValueError("a fault for the test"),
        ]
        visit = open_page(serve(ScriptedAssistant(scripts={Q1: script}), library))
        with caplog.at_level(logging.ERROR):
            ask(visit, Q1, 1, ends="failed")
        told = visit.page.inner_text("#t-1 .trouble")
        assert "请再点一次" in told
        assert "a fault" not in told
        assert visit.page.input_value("#question-box textarea") == Q1
        reference = re.search(r"编号 (\w+)", told)
        assert reference
        assert reference[1] in caplog.text
        assert "ValueError: a fault for the test" in caplog.text


@pytest.mark.browser
class TestFocus:
    BOTH = Focus(units=("云栖镇",), period="2031年")

    @pytest.fixture
    def assistant(self) -> ScriptedAssistant:
        about = replace(performances(), focus=self.BOTH)
        dropped = answer(
            "好，不再限于云栖镇。", status="not_found", remark=True, focus=Focus(period="2031年")
        )
        return ScriptedAssistant(
            scripts={Q1: events(about), "不看云栖镇了": events(dropped), Q3: events(comparison())}
        )

    def test_what_the_next_question_is_about_stands_over_the_box(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant, library: ScriptedLibrary
    ) -> None:
        visit = open_page(serve(assistant, library))
        assert visit.page.locator("#focus button").count() == 0
        box = visit.page.locator("#composer").bounding_box()
        ask(visit, Q1, 1)
        chips = visit.page.locator("#focus button")
        assert [" ".join(t.split()) for t in chips.all_inner_texts()] == [
            "单位： 云栖镇 ×",
            "时间： 2031年 ×",
        ]
        assert chips.first.get_attribute("aria-label") == "单位：云栖镇，按下即不再限定"
        assert visit.page.locator("#composer").bounding_box() == box, "nothing jumps"

    def test_a_chip_is_dropped_from_the_keyboard(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant, library: ScriptedLibrary
    ) -> None:
        visit = open_page(serve(assistant, library))
        ask(visit, Q1, 1)
        place = visit.page.locator("#t-1 .question").bounding_box()
        visit.page.focus("#question-box textarea")
        visit.page.keyboard.press("Shift+Tab")
        visit.page.keyboard.press("Shift+Tab")
        assert visit.page.evaluate("document.activeElement.dataset.says") == "不看云栖镇了"
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_selector(".let-go")
        visit.page.wait_for_function("document.querySelectorAll('#focus button').length === 1")
        assert "2031年" in visit.page.inner_text("#focus")
        assert visit.page.inner_text(".let-go") == "好，不再限于云栖镇。"
        assert visit.page.locator("#t-1 .question").bounding_box() == place
        assert visit.page.evaluate("document.activeElement.tagName") == "TEXTAREA"
        visit.page.click("#fresh")
        visit.page.wait_for_function("document.querySelectorAll('#focus button').length === 0")

    def test_the_words_on_the_chip_are_part_of_the_conversation(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant, library: ScriptedLibrary
    ) -> None:
        visit = open_page(serve(assistant, library))
        ask(visit, Q1, 1)
        visit.page.click("#focus button >> nth=0")
        visit.page.wait_for_selector(".let-go")
        send(visit, Q3)
        visit.page.wait_for_selector("#t-3.answered")
        said = [message.text for message in assistant.heard[-1][1]]
        assert said == [Q1, performances().text, "不看云栖镇了", "好，不再限于云栖镇。"]

    def test_choices_are_questions_that_a_click_asks(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant, library: ScriptedLibrary
    ) -> None:
        vague = answer("想问哪个单位？", status="not_found", remark=True, choices=(Q1, HOSTILE))
        assistant.scripts = {**assistant.scripts, "演出": events(vague)}
        visit = open_page(serve(assistant, library), "phone")
        ask(visit, "演出", 1)
        assert visit.page.locator("#t-1 .chip").count() == 0, "a counter-question is no 未提及"
        assert visit.page.locator("#t-1 .choices button").all_inner_texts() == [Q1, HOSTILE]
        visit.page.tap(f"#t-1 .choices button:has-text('{Q1}')")
        visit.page.wait_for_selector("#t-2.answered")
        assert visit.page.inner_text("#t-2 .question") == Q1
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
class TestLibrary:
    def test_an_empty_library_offers_the_samples(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant
    ) -> None:
        library = ScriptedLibrary(size=(0, 0), questions=(Q1,))
        visit = open_page(serve(assistant, library, ScriptedLibrarian(library=library, pause=0.5)))
        assert "资料库还是空的" in visit.page.inner_text("#greeting")
        ask(visit, Q1, 1, ends="failed")
        assert "载入示例材料" in visit.page.inner_text("#t-1 .trouble")
        visit.page.click("#fresh")
        visit.page.click("#load")
        visit.page.wait_for_selector("#greeting .progress")
        visit.page.wait_for_selector("#examples button")
        assert "8份报告，8个单位" in visit.page.inner_text("#masthead")
        assert visit.page.locator("#load").count() == 0
        visit.page.click("#examples button")
        visit.page.wait_for_selector("#t-1.answered")

    def test_samples_that_fail_to_load_say_why(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant
    ) -> None:
        library = ScriptedLibrary(size=(0, 0))
        visit = open_page(serve(assistant, library, ScriptedLibrarian(refuses=OSError("disk"))))
        visit.page.click("#load")
        visit.page.wait_for_selector("#greeting .trouble")
        assert "没有载入" in visit.page.inner_text("#greeting .trouble")
        assert visit.page.is_enabled("#load")

    def test_the_encoder_state_follows_by_itself(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant, library: ScriptedLibrary
    ) -> None:
        assistant.pause = 0.3
        library.encoder = EncoderState(phase="loading")
        visit = open_page(serve(assistant, library))
        assert "语义模型：加载中" in visit.page.inner_text("#masthead")
        ask(visit, Q1, 1, ends="working")
        assert "语义模型正在加载" in visit.page.inner_text("#t-1 .progress")
        library.encoder = EncoderState(phase="ready")
        visit.page.wait_for_selector(".encoder.ready")
        visit.page.wait_for_selector("#t-1.answered")

    def test_an_encoder_that_failed_says_what_to_do(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant, library: ScriptedLibrary
    ) -> None:
        library.encoder = EncoderState(phase="failed", reason="模型文件不完整。请运行 python -m rag doctor。")
        visit = open_page(serve(assistant, library))
        told = visit.page.inner_text("#masthead")
        assert "语义模型：加载失败" in told
        assert "python -m rag doctor" in told


@pytest.mark.browser
class TestPlaces:
    def test_a_lost_connection_is_told_in_chinese_and_the_question_survives(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant, library: ScriptedLibrary
    ) -> None:
        visit = open_page(serve(assistant, library))
        visit.page.context.set_offline(True)
        send(visit, Q1)
        visit.page.wait_for_selector("#lost", state="visible")
        assert "正在自动重连" in visit.page.inner_text("#lost")
        assert not visit.page.is_visible(".toast-wrap")
        visit.page.context.set_offline(False)
        visit.page.wait_for_selector("#lost", state="hidden")
        visit.page.wait_for_function(
            "q => document.querySelector('#question-box textarea')?.value === q", arg=Q1
        )
        visit.errors.clear()  # the browser's own report of the requests that failed

    def test_gradio_shows_nothing_of_its_own(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant, library: ScriptedLibrary
    ) -> None:
        visit = open_page(serve(assistant, library))
        assert visit.page.evaluate("document.documentElement.lang") == "zh-CN"
        assert visit.page.title() == "据实：工作报告问答"
        visible = visit.page.inner_text("body")
        assert not re.search(r"[A-Za-z]{3,}", visible), visible

    @pytest.mark.parametrize("size", ["laptop", "phone"])
    def test_nothing_scrolls_sideways(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant, library: ScriptedLibrary, size: str
    ) -> None:
        visit = open_page(serve(assistant, library), size)
        ask(visit, Q1, 1)
        ask(visit, Q3, 2)
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        wide = visit.page.evaluate(
            """() => [...document.querySelectorAll('#transcript *, #composer *')]
                .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
                .map(one => one.outerHTML)"""
        )
        assert wide == []

    def test_on_a_phone_the_evidence_is_a_sheet(
        self, serve: Serve, open_page: Open, assistant: ScriptedAssistant, library: ScriptedLibrary
    ) -> None:
        visit = open_page(serve(assistant, library), "phone")
        ask(visit, Q1, 1)
        assert not visit.page.is_visible("#sources")
        visit.page.tap("#t-1 a.mark:has-text('[2]')")
        visit.page.wait_for_selector("#sources", state="visible")
        assert seen(visit, "#e-1-2")
        visit.page.tap("#close-sources")
        visit.page.wait_for_selector("#sources", state="hidden")
        visit.page.tap("#t-1 a.to-group")
        visit.page.wait_for_selector("#sources", state="visible")
