"""What a nameless unit is, from the one word it calls itself (院, 会, 所, 校) and the business of its report."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """`word` is what the unit calls itself, `label` the name a reader would give it, `kind` its kind, `ranked` that
    it belongs to a county, city or district (某县残联) rather than standing by itself (某小学)."""

    word: str
    label: str
    kind: str
    signs: re.Pattern[str]
    ranked: bool = False
    also: tuple[str, ...] = ()


def _body(word: str, label: str, kind: str, signs: str, also: str = "", *, ranked: bool = False) -> Body:
    return Body(
        word=word, label=label, kind=kind, signs=re.compile(signs), ranked=ranked, also=tuple(also.split())
    )


BODIES = (
    _body("会", "残联", "残联", "残疾|残联|助残|康复", "残疾人联合会", ranked=True),
    _body("会", "总工会", "工会", "职工|工会|劳模|劳动竞赛|会员单位", "工会", ranked=True),
    _body("会", "妇联", "妇联", "妇女|妇联|巾帼|女性|家庭教育|儿童之家", "妇女联合会", ranked=True),
    _body("会", "红十字会", "红十字会", "红十字|献血|造血干细胞|急救培训|器官捐献", ranked=True),
    _body("会", "科协", "科协", "科普|科协|科技工作者", "科学技术协会", ranked=True),
    _body("会", "文联", "文联", "文艺家|文联|作家协会|书法家|采风", "文学艺术界联合会", ranked=True),
    _body("会", "工商联", "工商联", "工商联|民营企业|非公经济", "工商业联合会", ranked=True),
    _body("会", "侨联", "侨联", "侨联|归侨|侨胞|侨眷", ranked=True),
    _body("会", "商会", "商会", "商会|会长|会员企业|理事"),
    _body("会", "协会", "协会", "协会|行业自律|会员|理事会"),
    _body("团委", "团委", "团委", "团委|共青团|团员|团干部|团支部|青年|少先队", "团县委 团市委 团区委 共青团", ranked=True),
    _body("社", "供销社", "供销社", "供销|农资|基层社|社有企业|新网工程|庄稼医院|综合服务社|化肥", "供销合作社 供销合作社联合社 县社", ranked=True),
    _body("社", "合作社", "公司", "社员|入社|农机|分红|合作社"),
    _body("院", "医院", "医院", "门诊|门急诊|住院|患者|病人|医护|诊疗|床位|手术|护理|病床", "人民医院"),
    _body("院", "卫生院", "医院", "卫生院|公共卫生服务|家庭医生|乡村医生|村医|村卫生室|预防接种|健康档案", "乡镇卫生院 镇卫生院 乡卫生院"),
    _body("院", "法院", "法院", "审判|法官|受理案件|各类案件|执行到位|审结|结案|立案|执行案件|诉讼|庭审|民商事|执结", "人民法院", ranked=True),
    _body("院", "检察院", "检察院", "检察|公诉|提起公诉|批捕|批准逮捕|审查起诉|法律监督", "人民检察院", ranked=True),
    _body("院", "敬老院", "敬老院", "老人|入住|供养|五保|护理员|敬老|养老", "养老院"),
    _body("院", "福利院", "敬老院", "孤儿|弃婴|孤残|福利院", "社会福利院"),
    _body("院", "学院", "学校", "学院|大学生|毕业生|教学|科研|学生|招生", "高校 学校"),
    _body("校", "小学", "学校", "小学|少先队|红领巾|六年级|三年级|一年级|低年级|小学生", "学校"),
    _body("校", "幼儿园", "学校", "幼儿|小朋友|保教|入园", "幼儿园"),
    _body("校", "中学", "学校", "中考|高考|九年级|八年级|七年级|初三|初中|高中|高三|高一|中学生", "学校 初中 高中"),
    _body("校", "职业学校", "学校", "实训|专业建设|技能大赛|就业率|顶岗实习|中职|校企合作|职业教育", "学校 职校 中职学校 职业中学"),
    _body("校", "党校", "学校", "主体班|学员|党校|教研咨政", "县委党校 委党校", ranked=True),
    _body("园", "幼儿园", "学校", "幼儿|小朋友|保教|家园共育|入园|保育", "学校"),
    _body("园", "园区", "园区", "企业|招商|入园|项目|厂房|产值", "产业园区 开发区 工业园区"),
    _body("馆", "图书馆", "馆", "图书|读者|借阅|阅读|藏书|书香", ranked=True),
    _body("馆", "档案馆", "馆", "档案|查档|卷宗|馆藏", "档案局", ranked=True),
    _body("馆", "文化馆", "馆", "群众文化|文艺|非遗|演出|培训班|辅导", ranked=True),
    _body("馆", "博物馆", "馆", "文物|展览|展陈|观众|藏品|讲解", ranked=True),
    _body("馆", "纪念馆", "馆", "烈士|纪念馆|红色教育|瞻仰"),
    _body("馆", "体育馆", "馆", "体育|场馆|健身|赛事"),
    _body("所", "派出所", "派出所", "民警|辅警|治安|案件|户籍|警情|接处警|嫌疑人|派出所"),
    _body("所", "司法所", "所", "人民调解|社区矫正|矫正对象|安置帮教|法律援助|司法所"),
    _body("所", "财政所", "所", "财政|资金|预算|补贴发放|财政所"),
    _body("所", "税务所", "所", "税收|纳税|税务"),
    _body("所", "市场监管所", "所", "市场监管|食品安全|经营户|营业执照|特种设备", "工商所"),
    _body("所", "自然资源所", "所", "国土|用地|违建|耕地|宅基地", "国土所"),
    _body("所", "供电所", "所", "供电|电网|线路|停电|电费"),
    _body("所", "研究所", "所", "课题|科研|论文|专利|试验"),
    _body("站", "文化站", "站", "文化站|文艺|演出|广场舞|农家书屋"),
    _body("站", "畜牧兽医站", "站", "畜牧|兽医|防疫|生猪|免疫", "兽医站"),
    _body("站", "农技站", "站", "农技|种植|良种|测土|病虫害", "农技推广站"),
    _body("站", "救助站", "敬老院", "救助|流浪|乞讨|护送返乡"),
    _body("站", "气象站", "站", "气象|预报|观测"),
    _body("站", "收费站", "站", "收费|车道|通行费|车流"),
    _body("队", "交警大队", "队", "交通事故|交警|酒驾|交通安全|机动车|驾驶人"),
    _body("队", "消防救援大队", "队", "消防|火灾|灭火|火警", "消防大队"),
    _body("队", "城管执法大队", "队", "城管|占道|市容|违建", "城管大队 执法大队"),
    _body("队", "综合执法大队", "队", "执法|检查|处罚|立案"),
    _body("中心", "政务服务中心", "政务中心", "窗口|审批|一站式|政务服务|进驻|办件|大厅", "政务中心 行政服务中心", ranked=True),
    _body("中心", "疾控中心", "医院", "疫情|传染病|疾控|免疫规划|流调|消杀", "疾病预防控制中心", ranked=True),
    _body("中心", "社区卫生服务中心", "医院", "家庭医生|门诊|健康档案|慢病|签约", "卫生服务中心"),
    _body("中心", "融媒体中心", "中心", "融媒|新闻|稿件|宣传报道|客户端|广播", ranked=True),
    _body("中心", "机关事务中心", "局", "机关事务|后勤|公务用车|办公用房", ranked=True),
    _body("中心", "养老服务中心", "敬老院", "老人|养老|日间照料|入住"),
    _body("中心", "农技推广中心", "中心", "农技|良种|测土|示范田|病虫害", ranked=True),
    _body("中心", "就业服务中心", "中心", "就业|招聘|求职|创业担保", ranked=True),
    _body("行", "银行", "银行", "贷款|存款|信贷|网点|不良率|客户", "支行 农商行"),
    _body("司", "公司", "公司", "公司|客户|产品|合同|经营", "企业"),
    _body("公司", "公司", "公司", "公司|客户|产品|合同|经营", "企业"),
    _body("集团", "集团", "公司", "集团|子公司|经营|利润", "集团公司 公司 企业"),
    _body("厂", "工厂", "公司", "生产|产量|车间|设备|产值", "厂 企业"),
    _body("矿", "煤矿", "公司", "采煤|矿井|井下|瓦斯|掘进", "矿"),
)  # fmt: skip
_FORMS = {"支队": "队", "大队": "队", "工会": "会", "总工会": "会", "妇联": "会", "残联": "会", "园区": "园"}


def body_of(word: str, text: str) -> Body | None:
    """The body that calls itself `word` and deals in what `text` speaks of most; None where nothing tells."""
    named = next((b for b in BODIES if b.label == word and b.ranked), None)
    if named is not None:
        return named
    word = _FORMS.get(word, word)
    fitting = [b for b in BODIES if b.word == word]
    counts = {b: len(b.signs.findall(text)) + text.count(b.label) for b in fitting}
    best = max(fitting, key=lambda b: counts[b], default=None)
    return best if best is not None and counts[best] >= (1 if len(fitting) == 1 else 2) else None
