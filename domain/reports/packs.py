"""The packs of reports: what each department of the policy gets in one answer (R69, R74, R75).

Union organisations carry the work out, the organisation department leads it, civil affairs and human resources support
it; each pack holds the reports on what the policy gives that department to do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from domain.reports.report import POLICY


@dataclass(frozen=True, slots=True)
class Pack:
    """The reports of one department, by their codes, in the order in which they come."""

    department: str
    zh: str
    en: str
    clause: str
    reports: tuple[str, ...]


PACKS: Final[Mapping[str, Pack]] = MappingProxyType(
    {
        pack.department: pack
        for pack in (
            Pack(
                "union",
                "工会：统筹实施",
                "unions: carry the work out",
                f"{POLICY} 六",
                (
                    *("registry", "decisions_by_book", "absences", "service_experience", "preferences"),
                    *("targets", "level_trend", "modes", "service_domains", "former_titles", "completeness"),
                    *("organisations", "workers_to_move", "organisation_kinds", "staffing", "demand"),
                    *(
                        "hiring_plans",
                        "shortages",
                        "recruitment",
                        "upgrade_plans",
                        "overdue_assessments",
                        "talent_pool",
                    ),
                    *("co_management", "acted_on_behalf", "department_roles", "practice_notes", "approvals"),
                    *("late_entries", "encouragements", "indicators", "data_quality", "data_quality_items"),
                    *("purchases", "purchase_ended_hosted", "cost_by_level", "funding_by_level"),
                    *("funding_by_use", "funding_by_source", "training_plans", "hire_sources"),
                    *("volunteers", "volunteer_teams", "concurrent_posts", "one_sided_exchanges"),
                ),
            ),
            Pack(
                "organisation_department",
                "组织部门：牵头抓总与监督",
                "organisation department: leads and oversees",
                f"{POLICY} 六、二(二)",
                (
                    *("targets", "level_trend", "structure", "talent_pool", "department_roles", "approvals"),
                    *("decisions_by_basis", "exceptions", "breaches", "questioned"),
                    *("overdue_assessments", "commendations", "organisation_honours"),
                    *("indicators", "public_roles", "overrides", "overrides_by_rule"),
                ),
            ),
            Pack(
                "civil_affairs",
                "民政部门：激励保障、能力评价、教育培训、购买服务",
                "civil affairs: incentives, evaluation, training, purchase of service",
                f"{POLICY} 六、四(三)",
                (
                    *("certificates", "ability_cited"),
                    *("structure", "not_recognised", "examinations", "upgrade_plans", "duty_credentials"),
                    *("commendations", "organisation_honours", "incubation", "agency_ratios"),
                    *("social_organisation_coverage", "supervision", "expiring", "purchases"),
                    *("purchase_shortfalls", "training_hours", "continuing_education", "practice", "courses"),
                    *("uncertified", "examination_plans", "satisfaction", "organisation_satisfaction"),
                    "volunteers",
                ),
            ),
            Pack(
                "human_resources",
                "人力资源社会保障部门：岗位开发设置及配套措施",
                "human resources: posts and what goes with them",
                f"{POLICY} 六、四(一)",
                (
                    *("posts", "post_structure", "duties", "union_coverage", "coverage_shares"),
                    *("hiring_plans", "modes", "paths", "mismatches", "not_included", "completeness"),
                    *("double_pay", "deemed_open_ended", "open_ended_due", "terms_put_off", "endings"),
                    *("pay_guides", "below_guide", "pay_factors", "insurance_gaps", "insurance_schemes"),
                    *("grades", "technical_posts"),
                    *("exit_reasons", "secondment_flows", "shortages"),
                ),
            ),
        )
    }
)
"""Every pack by its department, as in `organisation.department_role_set`."""
