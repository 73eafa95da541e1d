"""Working together, funding, publicity (六): R69 to R82."""

from typing import Final

from domain.requirements.row import Requirement as Row

ROWS: Final = (
    Row(
        "R69",
        "六(一)",
        "党委组织部门牵头抓总、工会组织统筹实施、民政部门和人力资源社会保障等有关部门支持配合",
        "各部门按地区的职责",
        "the roles of departments, by area",
    ),
    Row(
        "R70",
        "六(一)",
        "合理编制、认真实施录用（聘用）计划",
        "录用计划及调整，录用引用计划条目，计划与完成对照",
        "hiring plans and amendments; hires cite a line; planned against filled",
    ),
    Row(
        "R71",
        "六(一)",
        "强化日常管理和激励机制建设",
        "每天的工作清单与提醒；休假与停职",
        "a work list with reminders every day; leave and suspension",
    ),
    Row(
        "R72",
        "六(一)",
        "对现有的工会工作者，按照专业化、职业化要求实施人员整合、素质提升",
        "无证人员的素质提升计划及进展",
        "a plan to qualify for whoever has no certificate, and its progress",
    ),
    Row(
        "R73",
        "六(一)",
        "暂不具备独立开发、管理人才资源条件的地方工会，可以与党政部门共建社会工作专业人才队伍",
        "共建协议及其终止；上级工会代办",
        "co-management agreed and ended; a higher union acting for a lower one",
    ),
    Row(
        "R74",
        "六(一)",
        "着重在工会社会工作专业人才激励保障、能力评价、教育培训及职工服务类社会组织建设和政府购买职工社会服务等方面加大支持力度",
        "供民政部门的报表",
        "reports for the department of civil affairs",
    ),
    Row(
        "R75",
        "六(一)",
        "做好社会工作专业岗位开发设置及配套措施的实施与保障",
        "岗位备案；供人力资源社会保障部门的报表",
        "posts put on file; reports for the department of human resources",
    ),
    Row(
        "R76",
        "六(二)",
        "建立健全工会经费和社会资金等共同参与的多元化投入机制",
        "经费安排：来源、年度、金额、用途",
        "funding allocated: source, year, amount, purpose",
    ),
    Row(
        "R77",
        "六(二)",
        "将工会经费更多地向基层倾斜",
        "各层级、各用途的经费占比",
        "the share of funding by level and use",
    ),
    Row(
        "R78",
        "六(二)",
        "坚持和完善各级地方工会分级负担聘用工会社会工作专业人才薪酬制度",
        "各级工会的负担比例，合计百分之百",
        "the share of cost that the unions of each level bear, 100 per cent in all",
    ),
    Row(
        "R79",
        "六(三)",
        "深入开展工会社会工作专业人才理论和实践研究，探索工会社会工作专业人才资源开发与配置规律",
        "去标识化、抑制小格的研究数据，提取留痕",
        "de-identified data for research with small cells suppressed, each extract logged",
    ),
    Row(
        "R80",
        "六(三)",
        "及时总结提炼、交流推广各地、各相关部门加强工会社会工作专业人才队伍建设的经验和举措",
        "记在组织上的经验做法，可检索",
        "notes of good practice kept with the organisation, for searching",
    ),
    Row(
        "R81",
        "六(三)",
        "培育树立先进典型",
        "树立与撤下典型，宣传须本人同意",
        "exemplars named and withdrawn, publicity with their consent",
    ),
    Row(
        "R82",
        "六(三)",
        "不断提高工会社会工作专业人才的社会认同度",
        "公开的汇总统计",
        "aggregate statistics for the public",
    ),
)
