"""Messages that ask for a pasted text to be checked: 检查一下这段话：…, 校对：…, …（换行）帮我看看有没有问题."""

import re

_SHORTEST = 8
_LONGEST_HEAD = 40
_VERBS = "检查 校对 核对 审核 校核 审校 核实 审读 审一审 查一查 看一看 看看 看一下 看下 审一下 查一下 查查 把把关 把关 把个关 挑挑 挑错 纠错 改错 找找 找错 过一遍 对一对 核一核 核一下".split()
_WORDS = """
    你好 您好 请 麻烦 劳驾 你 您 再 帮我 帮忙 帮我们 帮 替我 替 给我 我的 我们的 我写的 我 我们 把 将 对 先 一下 一遍 一番 下面 以下 上面 以上
    这 那 下列 如下 后面 的 段 份 篇 个 些 部分 几句 句 一 文字 话 内容 材料 稿子 文稿 稿件 稿 总结 汇报 计划 报告 段落 文章 草稿 初稿
    发言稿 讲话稿 东西 数字 数据 错别字 错字 语病 标点 标点符号 里面 里 中 序号 编号 用词 用语 格式 表述 措辞 错误 问题 错 毛病 和 、 跟 与 及 以及
    有没有 有无 有什么 有啥 有 是否 是不是 对不对 准不准 准确 准 正确 行不行 对 什么 啥 地方 不对 不妥 不规范 不准 差错 出处 来源 依据
    属实 吗 没有 不 写得 写 怎么样 如何 好不好 通不通顺 通顺 规范 要改 改 需要 哪里 哪些 ， , 。 . ！ ! ？ ? （ ） ( )
""".split()
_KNOWN = re.compile("|".join(map(re.escape, sorted({*_VERBS, *_WORDS}, key=lambda w: (-len(w), w)))))
_VERB = re.compile("|".join(map(re.escape, _VERBS)))
_COLON = re.compile(r"[:：]|\n+")
_ONLY_A_QUESTION = re.compile(r"^[^。；;\n]*(?:[？?]|多少|几[个家次人场]|哪[些个家]|什么)[^。；;\n]*$")
_QUOTES = (("“", "”"), ('"', '"'), ("「", "」"), ("```", "```"))


def asks_check(message: str) -> str | None:
    """The text that a message wants checked; None for any other message, and for one that brings no text with it.

    What stands in front of the text (or in a last line behind it) must consist of words of asking alone, so that
    核对一下金川区的数字：… stays a question."""
    message = message.strip()
    cut = _COLON.search(message)
    if cut is not None and _asks(message[: cut.start()]):
        text = _bare(message[cut.end() :])
        return text if _is_text(text) else None
    head, _, last = message.rpartition("\n")
    return _bare(head) if head and _asks(last) and _is_text(_bare(head)) else None


def _asks(words: str) -> bool:
    """Whether words ask for a check and name nothing else."""
    words = words.strip()
    if len(words) > _LONGEST_HEAD or not _VERB.search(words):
        return False
    return not _KNOWN.sub("", words).strip()


def _is_text(text: str) -> bool:
    """Whether there is something to check: words that tell, not the name of a matter or a question."""
    return (
        len(text) >= _SHORTEST
        and bool(re.search(r"[\u4e00-\u9fff]{2}", text))
        and not _ONLY_A_QUESTION.match(text)
    )


def _bare(text: str) -> str:
    """The text without the quotation marks around all of it."""
    text = text.strip()
    for opening, closing in _QUOTES:
        inner = text[len(opening) : -len(closing)]
        whole = text.startswith(opening) and text.endswith(closing) and len(text) > len(opening + closing)
        if whole and opening not in inner and closing not in inner:
            return inner.strip()
    return text
