"""Numbers that count nothing: dates, ordinals, document numbers, meetings, slogans and other names.

They are blanked before quantities are looked for, so that no part of one can be read as a quantity.
What grammar alone can judge is the lone Chinese numeral, which as often names as it counts: see `counts`.
"""

import re

BLANK = "\0"
_N = "[零〇一二三四五六七八九十百两]{1,8}"
_ANY = f"(?:[0-9]{{1,8}}|{_N})"
_LINK = r"\s?[-、至到和及]\s?"
_MONTH = "(?:[0-9]{1,2}|[x_]{1,8}|十[一二]?|[一二三四五六七八九])"
_DAY = f"(?:[0-9]{{1,8}}|[x_]{{1,8}}|{_N})"
_YEAR = "(?:(?:19|20)(?:[0-9]{2}|[0-9]?[x_]{1,8}[0-9]?)|[一二][零〇九][零〇一二三四五六七八九]{2})"

_TIMES = (
    rf"{_YEAR}(?:{_LINK}(?:20)?[0-9x_]{{2,4}})?\s?年(?:年?度|年|代|初|底|末|版|以来|来)?",
    r"(?<!历时)(?<!为期)(?<!连续)(?<!长达)(?<!已有)(?<![近约达满0-9])[x_]{1,8}年(?:年?度|年|初|底|末|以来|来)?",
    r"[0-9]{2}年代|[二三四五六七八九]十年代",
    rf"(?<![个0-9]){_MONTH}(?:{_LINK}{_MONTH}){{0,6}}\s?月(?!饼|球|嫂|子|薪)(?:份|底|初|末|[上中下]旬|中)?",
    rf"(?<![0-9]){_DAY}(?:{_LINK}{_DAY}){{0,6}}[日号](?!均|常|报|新|志)(?:上午|下午|晚|起|前|内)?",
    r"每?(?:周|星期|礼拜)[一二三四五六日天](?:[至到、-](?:周|星期)?[一二三四五六日天]){0,6}(?![次场期回个篇项遍至到-])",
    r"[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?|[0-9]{1,2}[时点](?:[0-9]{1,2}分|半)",
    rf"近?{_ANY}[余多几]?(?:年以?来|周年|年级|年(?=前|内))|近(?:[1-9]|10|[两一二三四五六七八九十])年",
    rf"(?:最近|未来|今后|过去|[前头这上下]){_ANY}(?:年|个月|个?季度)|{_ANY}季度|3[。.]12|5[。.]1(?=劳动)",
)
_NAMES = (
    rf"第\s?(?:{_ANY}|[x_]{{1,8}})(?:{_LINK}第?{_ANY}){{0,6}}",
    rf"(?<!之)前{_ANY}(?=[名位强个列家项])|(?:全[国省市区县]|世界|全球|位居?|排名?)[首前后第]{_ANY}位?",
    rf"{_ANY}届(?:[^，。；、\n]{{0,6}}?{_N}次)?|{_ANY}次(?:、{_ANY}次){{0,5}}(?:全会|全体会议|党代会|代表大会|人代会)",
    r"(?<![0-9])[0-9A-Za-z]{1,12}号",
    r"[一二两三四五六七八九十]+个(?:代表|文明(?!单位|村|社区|家庭|户)|[一不]|维护|确立|意识|自信|全面|必须|务必|认同|定位|"
    r"坚持|转变|关于|统筹|到位|服从|善于|敢于|在|离不开|有利于|放在|面向|牢固|严格|率先|更加|带头|着力|突出|注重|加强|结合)",
    # Whom it is about, not how much there is: 60岁以上老人, 3-6岁儿童; and what never closes.
    r"[0-9]{1,3}(?:-[0-9]{1,3})?周?岁(?:(?:及|[(（]含[)）])?以[上下])?(?=的?(?:[老妇女男青少儿幼居村群困孤独高残学孩婴人党职](?![均次])))",
    r"24小时(?=[不在值轮备监服开全巡热电随为]|畅通|自助|无)",
    r"中央八项规定|[三四五]位一体|三番五次|一对一",
    r"[0-9]{1,4}(?:\s?\+\s?[0-9A-Z]{1,4}){1,4}|[0-9]{1,4}[:：∶][0-9.]{1,8}|[0-9]{1,3}[x*/][0-9]{1,4}",
    r"[A-WYZa-wyz][-A-Za-z]{0,12}[0-9.]{1,8}[A-Za-z]{0,4}|[0-9]{1,3}[aAgGkK](?![a-z])",
)
_MARKER = re.compile(
    r"(?m)^[ \t　>]{0,8}[(（]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）]?[.、]"
    r"(?=\D|[0-9]{1,5}[个名户家位人项场次种类件所座条支台套期批本册份张间篇])"
)
_TITLE = re.compile(
    r"《[^《》\n]{1,80}》|[〔\[](?:19|20)[0-9x_]{2}[〕\]]\s?[0-9x_]{0,5}|https?://\S{1,200}|"
    r"[a-z0-9]{1,30}\.(?:[a-z0-9]{1,20}\.){0,2}(?:com|cn|net|org|gov|edu|info|cc)"
)
_QUOTE = re.compile(r"[“\"‘「『][^“”\"‘’「」『』\n]{1,12}[”\"’」』]")
_NAME = re.compile(rf"[“\"‘]({_ANY}[^“”\"‘’\n0-9%，,。]{{2,8}})[”\"’]")
_OTHER = re.compile("|".join(_NAMES))
_TIME = re.compile("|".join(_TIMES))


def blank(text: str) -> str:
    """`text` (as `plain` gives it) with every number that counts nothing blanked out, length unchanged.

    Short quotations are names (“四项制度”), and a name met in quotation marks is one without them too.
    A quotation with a redaction in it stays: what it hides may be a figure.
    """
    names = {name for name in _NAME.findall(text) if not set(name) & {"x", "_"}}
    text = _TITLE.sub(_blanked, text)
    text = _QUOTE.sub(lambda m: m.group() if set(m.group()) & {"x", "_"} else _blanked(m), text)
    for name in names:
        text = text.replace(name, BLANK * len(name))
    for pattern in (_MARKER, _TIME, _OTHER):
        text = pattern.sub(_blanked, text)
    return text


def blank_times(text: str) -> str:
    """`text` with only dates and spans of time blanked: what is left names things."""
    return _TIME.sub(_blanked, _MARKER.sub(_blanked, text))


def _blanked(match: re.Match[str]) -> str:
    return BLANK * len(match.group())


_POWERS_ONLY = re.compile("[百千万亿]+")
_REFERS_BACK = re.compile("[第前后每其头]$")
_ONE_OF_MANY = re.compile("[第每这那某另下上再又首唯是为当做成新同任何统跑逐进单随]$")
_HAPPENED = re.compile(
    "(?:举办|举行|开办|开展|组织|召开|召集|出版|编印|编发|印发|刊出|播出|撰写|上交|形成|完成|安排|"
    "建成|新建|修建|建设|培训|推出|共|至少|计)了?$"
)
_LASTS = re.compile("(?:连续|历时|为期|长达|已有|延长|满|时隔|超过?|近)$")
_EVENTS = frozenset({"期", "场", "座", "所", "部", "篇", "场次", "堂", "件"})


def counts(before: str, number: str, measure: str) -> bool:
    """Whether a Chinese numeral in front of `measure` counts there, judged by the words `before` it.

    一 mostly means "a" (一个重要窗口): it counts people and times (一名, 一次), and, after a verb, what is
    held or built (举办一期, 建成一座).
    A bare power (百家, 千名, 万户) is a manner of speaking unless it is approximate (百余家, 近千名).
    """
    if _POWERS_ONLY.fullmatch(number) or _REFERS_BACK.search(before):
        return False
    if number in ("零", "〇"):
        return False
    if measure == "年":
        return bool(_LASTS.search(before))
    if number == "一":
        if measure in _EVENTS:
            return bool(_HAPPENED.search(before))
        return measure in ("名", "次", "人次") and not _ONE_OF_MANY.search(before)
    if number == "二":
        return bool(_LASTS.search(before) or _HAPPENED.search(before))
    return measure != "期" or number == "两" or bool(_HAPPENED.search(before))
