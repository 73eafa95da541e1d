"""What the policy is for: its preamble, 一 why, 二 aims and principles (R1 to R18)."""

from typing import Final

from domain.requirements.row import Requirement as Row

ROWS: Final = (
    Row(
        "R1",
        "序言",
        "各省、自治区、直辖市总工会、民政厅（局）、人力资源社会保障厅（局）",
        "从全国到企业的组织树，隶属、更名、合并、撤销均按日期记录，截至任何一天可查",
        "the tree of organisations from the nation to the enterprise, each change of it dated and shown as of any day",
    ),
    Row(
        "R2",
        "一",
        "提供工会组建、权益维护、争议调处、困难帮扶、教育引导、人文关怀、职业发展等方面社会服务",
        "七个服务领域的代码，一人可属多个，按领域统计",
        "codes for the seven service domains, several for one worker, with heads by domain",
    ),
    Row(
        "R3",
        "一",
        "社会化工会工作者、专职集体协商指导员等多种形式",
        "存量人员保留原称谓，与现用工方式对照",
        "workers adopted keep their former titles, told beside the present mode of engagement",
    ),
    Row(
        "R4",
        "一",
        "数量短缺、专业性不足、服务能力不强、流动性较大",
        "按组织和期间的指标：人数与目标、持证率、流动率、任职年限、离开原因",
        "indicators by organisation and period: heads against target, share certified, turnover, tenure, reasons for leaving",
    ),
    Row(
        "R5",
        "二(一)",
        "接长工作手臂，拓展服务链条",
        "各地每名工作者服务的职工数",
        "how many employees there are for each worker, by area",
    ),
    Row(
        "R6",
        "二(二)1",
        "坚持党管人才",
        "政治面貌及其日期、政治审查（限定可见范围）、多部门会签",
        "political status with its date, political reviews seen by few, sign-off by several departments",
    ),
    Row(
        "R7",
        "二(二)2",
        "社会化运作、契约化管理、专业化培训、职业化发展",
        "在岗人员的录用、合同、培训、等级是否齐全，缺什么列什么",
        "whether each worker has engagement, contract, training and grade on record, with a list of what is lacking",
    ),
    Row(
        "R8",
        "二(二)2",
        "推动工会社会工作专业人才在基层合理配置，引导职工社会服务资源向基层倾斜",
        "各层级人员占比及其变化",
        "the share of workers at each level of the unions, and how it changes",
    ),
    Row(
        "R9",
        "二(二)2",
        "用职工满意度检验工作成效",
        "对人员和组织的满意度测评：工具、期间、样本、得分，可作考核参考",
        "satisfaction with a worker or an organisation: instrument, period, sample, score, for use in assessments",
    ),
    Row(
        "R10",
        "二(二)3",
        "整合、优化、提升、发展现有的工会工作者队伍，培育工会社会工作骨干人才",
        "存量人员纳入、骨干人才的确定与退出、人才库名单",
        "workers already there adopted, backbone staff designated and ended, the talent pool listed",
    ),
    Row(
        "R11",
        "二(二)3",
        "优先开发服务职工急需的专业人才",
        "按日期生效的急需紧缺目录，标注录用与流动",
        "a catalogue of shortages with dates, by which hires and moves are tagged",
    ),
    Row(
        "R12",
        "二(二)4",
        "因地制宜、分类有序地推进",
        "各省市的规则书：逐级继承、逐版施行，每个决定保留所用版本",
        "rulebooks of provinces and cities, inherited and enacted in versions; each decision keeps the version that judged it",
    ),
    Row(
        "R13",
        "二(三)",
        "推进工会社会工作专业人才队伍规范化建设",
        "统一代码、录入校验、各组织的数据质量",
        "common codes, checks at entry, the quality of each organisation's data",
    ),
    Row(
        "R14",
        "二(三)",
        "建立完善工会社会工作专业人才信息库，实现工会社会工作专业人才管理服务信息化、规范化",
        "一人一档，证件不重复，重复记录可合并；现册、历史名册、全部履历",
        "one record a person, unique by document, duplicates merged; roster now and then, and the whole career",
    ),
    Row(
        "R15",
        "二(三)",
        "充分发挥现有工会企事业单位服务职工的社会工作职能",
        "工会企事业单位作为组织类型，按类型统计人员与岗位",
        "institutions of the unions as a kind of organisation, with workers and posts by kind",
    ),
    Row(
        "R16",
        "二(三)",
        "培育孵化一批工会作为业务主管单位并积极吸纳社会工作专业人才的职工服务类社会组织",
        "社会组织的孵化、结束孵化与业务主管单位，吸纳人数",
        "social organisations incubated and graduated, their supervisory unit, and the workers they took in",
    ),
    Row(
        "R17",
        "二(三)",
        "建立一支政治合格、结构合理、作风过硬、心系职工、素质优良的工会社会工作专业人才队伍",
        "队伍结构：年龄、性别、民族、政治面貌、学历、证书、年限、等级、层级；处分及其解除",
        "the structure of the workforce by age, sex, ethnic group, politics, schooling, certificate, tenure, grade, level; sanctions and their lifting",
    ),
    Row(
        "R18",
        "二(三)",
        "到2020年力争达到20万人",
        "逐级分解的年度目标，截至任何一天与实有人数对照，一人只计一次",
        "targets a year handed down the tree, beside the heads on any day, each person counted once",
    ),
)
