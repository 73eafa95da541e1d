"""What holds throughout: the information base of 二(三), and the law on labour, personal information and networks."""

from typing import Final

from domain.requirements.row import Requirement as Row

_BASE: Final = "实现工会社会工作专业人才管理服务信息化、规范化"
_ORDER: Final = "推进工会社会工作专业人才队伍规范化建设"

ROWS: Final = (
    Row(
        "R83",
        "二(三)",
        _ORDER,
        "每条规则写明依据、条款和有效期间",
        "every rule names its source, article and days of validity",
    ),
    Row(
        "R84",
        "二(三)",
        _BASE,
        "只增不改的存储、默克尔树日志、签名检查点",
        "append-only storage, a Merkle tree log, signed checkpoints",
    ),
    Row(
        "R85",
        "二(三)",
        _ORDER,
        "更正与撤销是指向原记录的新记录，二者均可见",
        "corrections and rescissions are new events that name the old, and both stay visible",
    ),
    Row(
        "R86",
        "二(三)",
        _BASE,
        "每份名册和报表都有两个时间：截至某日，截至当时所知",
        "two times for every roster and report: as of a day, as known at a moment",
    ),
    Row(
        "R87",
        "二(三)",
        _BASE,
        "审计：查任何时点、核验证明，查阅留痕",
        "audit: any moment, with proofs, and each look logged",
    ),
    Row(
        "R88",
        "二(三)",
        _BASE,
        "读模型可由记录重建，滞后可见；旧格式的记录照读",
        "read models rebuilt from the record with their lag shown; older shapes are read on",
    ),
    Row("R89", "二(三)", _BASE, "按序号续取的记录流", "a feed of the record, taken up again at any position"),
    Row(
        "R90",
        "二(三)",
        _BASE,
        "成批导入：试运行、逐行报错、重复执行不重复记录",
        "import in batches: dry run, faults by row, nothing recorded twice",
    ),
    Row(
        "R91",
        "二(三)",
        _ORDER,
        "查询、导出、命令共用一处权限检查：组织范围、角色、事项、字段",
        "one check of authority for queries, exports and commands: organisations, role, event, field",
    ),
    Row(
        "R92",
        "第四十七条",
        "个人信息处理者应当主动删除个人信息",
        "遮蔽、说明理由后查看、销毁密钥即删除",
        "masking, unmasking with a reason, erasure by destroying the key",
        "个人信息保护法",
    ),
    Row(
        "R93",
        "第二十三条（2026年前为第二十一条）",
        "按照规定留存相关的网络日志不少于六个月",
        "访问日志：谁、何时、何事、结果",
        "an access log: who, when, what, with which result",
        "网络安全法",
    ),
    Row(
        "R94",
        "第十条",
        "建立劳动关系，应当订立书面劳动合同",
        "试用期、书面合同、无固定期限、续延、派遣等劳动合同规则",
        "rules of labour contracts: probation, written form, open-ended terms, protected expiry, dispatch",
        "劳动合同法",
    ),
    Row(
        "R95",
        "六(一)",
        "强化日常管理和激励机制建设",
        "各类期限的提醒，按规则书的提前天数，不漏不重",
        "reminders of every term by the rulebook's days ahead, none missed and none twice",
    ),
    Row(
        "R96",
        "第五十条",
        "用人单位应当在解除或者终止劳动合同时出具解除或者终止劳动合同的证明",
        "离职、退休、去世、调出及其原因；再次录用沿用同一档案",
        "separation, retirement, death and transfer with their reasons; a rehire goes on in the same record",
        "劳动合同法",
    ),
    Row(
        "R97",
        "二(三)",
        _ORDER,
        "须批准的事项由批准人记录，批准随记录保存",
        "what needs approval is recorded by an approver, and the approval is kept with it",
    ),
    Row(
        "R98",
        "二(三)",
        _BASE,
        "依据文件的文号、日期与摘要值随记录保存",
        "the number, date and hash of the basis document are kept with the record",
    ),
    Row(
        "R99",
        "第七条",
        "用人单位自用工之日起即与劳动者建立劳动关系。用人单位应当建立职工名册备查",
        "职工名册及其导出；中文在先，英文齐全",
        "the roster of employees and its export; Chinese first, English complete",
        "劳动合同法",
    ),
    Row(
        "R100",
        "二(三)",
        _BASE,
        "可在专网离线运行，备份后可核验全部记录",
        "runs in a private network offline; the whole record can be verified after a restore",
    ),
)
