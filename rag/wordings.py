"""The wording of questions: what asks, and what only fills."""

import re

QUESTION_WORDS = frozenset(
    "多少 几 什么 哪 哪些 哪个 哪几 哪里 哪儿 哪天 哪年 哪月 谁 何时 何地 怎么 怎样 如何 为什么 是否 有没有 什么样 时候 什么时候 多久 多大 多长 吗 呢 吧 啊".split()
)
FILLERS = frozenset(
    "的 了 是 有 在 和 与 及 或 对 把 被 给 让 请 我 你 您 他 它 她 我们 咱们 这 那 这个 那个 这些 那些 这里 里面 这里面 其中 当中 那当中 之中 里 中 上 下 一共 总共 共 共计 合计 "
    "一下 帮 帮我 查 查查 查一下 看看 看 告诉 说说 说 讲 介绍 请问 想 知道 了解 想知道 问 一个 一些 都 也 还 又 就 才 只 已 已经 曾 曾经 能 会 要 应该 可以 所 等 等等 而 但 从 到 由 向 为 为了 以 于 "
    "那次 那份 那里 该 本 各 各自 分别 方面 情况 内容 具体 数据 数字 数 数量 一年 全部 今年 年内 年度 总 呢 吗 份 那么 材料 单位 报告 里头 里边 上面 做 搞 弄 干 名字 叫 叫做 多 人 个 名 次 场 家 本 篇 件 项 天 年 月 日 号 "
    "全镇 全区 全县 全市 全村 全局 全社区 全省 我镇 本镇 这一年 一年 两份 这份 那份 两家 比例 规模 数目 占 占了 占到 钱 能 个人 百分之 靠 最后 些 之间 相比 比 比较 对比 跟 同 谁多 谁 更 最 哪家 用 年里 去 来 过 着 得 地 之 后 前 时 期间 以后 以来 时间 那时 各有 暨 截止 截至 先后 常态 化 咋 咋样 呗 哈 嘛 啦 那些 些 起来 下来 上来 出来 左右 不能 里头 没有 差不多 事 事情 礼拜 究竟 到底 标题 他们 她们 它们 人家 大家 搞了个 搞了 弄了 做了 有个".split()
)
# Words that stand in every report: they say little about which passage is meant.
LIGHT = frozenset(
    "工作 活动 设施 建设 开展 进行 组织 加强 工程 项目 服务 问题 措施 任务 主要 重点 实施 继续 安排 推进 落实 完成 提出 社区 单位 全国 接受 累计 系列 相关 计划 总结 汇报 报告 要求 情况".split()
)

ASKS_NUMBER = re.compile(
    r"多少|(?<!第)几(?![乎点号月日])|百分之|百分比|比例|多大|多长|多高|多远|多少钱|(?:谁|哪[家个])[^，。？]{0,10}多|[更最][多少高大]|人数|次数|户数|面积|金额|什么数|数据|数字|[\u4e00-\u9fff]率是|[\u4e00-\u9fff]率(?:有)?(?:达到)?多|多久"
)
ASKS_TIME = re.compile(
    r"什么时候|何时|哪[一]?[天年月日]|哪年哪月|几月|几号|几日|[周期]几|礼拜几|时间是|哪个月|多会儿|什么时间|何年何月"
)
ASKS_PERSON = re.compile(r"谁|哪位|什么人|哪个人|何人")
ASKS_PLACE = re.compile(r"哪里|哪儿|什么地方|何处|地点|在哪")
ASKS_LIST = re.compile(
    r"哪几|哪[一二三四五六七八九十两\d]+(?:个|项|方面|点|块|部分|条|大|种|类|到|步)?|哪些|有什么(?:措施|做法|不足|问题)|分[了成为]?(?:哪|几|[一二三四五六七八九十]+[条个项点块])|列一?下|列出|几(?:个)?方面|几(?:大)?块"
)

# How it is said, and how it is written: exchanged before a question is read.
_SPOKEN = (
    (re.compile("啥"), "什么"),
    (re.compile("咋"), "怎么"),
    (re.compile("一(?:个)?礼拜|每(?:个)?礼拜"), "每周"),
    (re.compile("礼拜"), "周"),
    (re.compile("起码|最少得?"), "至少"),
    (re.compile("个?钟头"), "小时"),
    (re.compile("自己(?=学)"), "自"),
)


def written(topic: str) -> str:
    """A topic with the commonest spoken words for asking as they are written: 啥时候 as 什么时候."""
    for spoken, word in _SPOKEN:
        topic = spoken.sub(word, topic)
    return topic
