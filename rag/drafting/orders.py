"""What a message tells to change of a draft, read into revisions."""

import re

from rag.directory import Directory
from rag.drafting.brief import length_in, tone_in
from rag.drafting.model import Sheet
from rag.drafting.revisions import *  # noqa: F403


def revisions_in(message: str, directory: Directory, sheet: Sheet | None) -> tuple[Revision, ...]:  # noqa: F405
    out = []
    N = "一二三四五六七八九十"
    for part in re.split("[，,；。]", message):
        if not part:
            continue
        pl = re.search("第([一二三四五六\\d])(句|点)|最后一(句|点)", part)
        place = None
        if pl:
            kind = "point" if "点" in pl[0] else "sentence"
            place = Place(
                kind=kind,
                n=-1 if pl[0].startswith("最后") else (int(pl[1]) if pl[1].isdigit() else N.index(pl[1]) + 1),
            )
        u = directory.names(part)
        if "全文" in part:
            out.append(WriteOn(section=-1))
        elif m := re.search("写第([一二三四五])部分", part):
            out.append(WriteOn(section=N.index(m[1]) + 1))
        elif m := re.search("第([一二三四五])部分改成(.*)", part):
            out.append(Resection(about=m[2], place=Place(kind="section", n=N.index(m[1]) + 1)))
        elif m := re.search("加一部分(.*)", part):
            out.append(Resection(about=m[1]))
        elif m := re.search("去掉第([一二三四五])部分", part):
            out.append(Remove(place=Place(kind="section", n=N.index(m[1]) + 1)))
        elif "接着写" in part:
            out.append(WriteOn())
        elif "属实" in part:
            out.append(Confirm(words=part, place=place))
        elif "撤销" in part:
            out.append(Turn(way="back"))
        elif "回到第" in part:
            out.append(Turn(way="to", version=int(re.search("第(\\d)", part)[1])))
        elif "改了" in part:
            out.append(Show(what="changes"))
        elif "ord" in part:
            out.append(HandOver(as_="word"))
        elif length_in(part):
            out.append(Resize(way="to", length=length_in(part)))
        elif "展开" in part:
            out.append(Resize(way="longer", place=place))
        elif "缩短" in part:
            out.append(Resize(way="shorter", place=place))
        elif "换一个" in part:
            out.append(Another(place=place))
        elif "对调" in part:
            out.append(Swap(first=Place(n=1), second=Place(n=2)))
        elif "最前" in part:
            out.append(Move(place=place, side="before"))
        elif "口吻" in part:
            out.append(Retone(tone=tone_in(part) or "平实"))
        elif "不要动" in part:
            out.append(Lock(place=place))
        elif re.search("不要|删", part) and u:
            out.append(Sources(act="ban", units=u))
        elif re.search("换成", part) and u:
            out.append(Sources(act="exchange", units=u))
        elif re.search("只用", part):
            out.append(Sources(act="only", units=u, group="社区" if "社区的" in part else ""))
        elif re.search("加上", part) and u:
            out.append(Sources(act="add", units=u))
        elif re.search("删|不要", part):
            out.append(Remove(place=place))
        elif m := re.search("加一句(.*)的$|补充(.*)内容", part):
            out.append(Include(about=m[1] or m[2]))
        elif m := re.search("分([三四])点", part):
            out.append(Reshape(points=N.index(m[1]) + 1, form="points"))
        elif "一段" in part:
            out.append(Reshape(form="paragraph"))
        elif m := re.search("(.*?)是(\\d+.)$", part):
            out.append(State(words=part, gap=m[1], value=m[2]))
        elif m := re.search("我们.*?(\\d+.)", part):
            out.append(State(words=part, value=m[1]))
    return tuple(out)
