"""The settings table of approvals: which departments join in approving which kind of decision, at which levels (R69).

A department is known among the offices that approved by its code, or by the name of the office.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Final

from pydantic import Field

from domain.organisation.departments import Department
from domain.record import Shape
from domain.rulebook.levels import UnionLevel
from domain.values import Code, Line

OFFICES: Final[Mapping[str, tuple[str, ...]]] = {
    "union": ("工会",),
    "civil_affairs": ("民政",),
    "human_resources": ("人力资源", "人社"),
    "organisation_department": ("组织部",),
}
"""The departments of the policy, and the words by which the name of an office is known as theirs."""

APPROVABLE: Final[Sequence[str]] = (
    "worker.hired",
    "worker.grade_assigned",
    "worker.promoted",
    "worker.grade_lowered",
    "worker.pay_determined",
    "worker.pay_raised",
    "worker.technical_post_appointed",
    "worker.technical_staff_included",
    "worker.competence_recognised",
    "worker.secondment_started",
    "worker.backbone_designated",
    "worker.exemplar_named",
    "worker.commendation_nominated",
    "worker.commended",
    "organisation.commendation_nominated",
    "organisation.commended",
    "organisation.target_set",
    "organisation.provider_accredited",
    "organisation.training_planned",
    "organisation.funding_allocated",
    "post.created",
    "post.adjusted",
    "post.designated",
    "post.abolished",
    "plan.approved",
    "plan.amended",
    "purchase.signed",
    "purchase.amended",
    "purchase.renewed",
)
"""The decisions for which approvals may be asked: those that the national rule `approval.departments` judges."""


class ApprovalTemplate(Shape):
    """Decisions of these types (`judges`), managed by a union of these `levels` (none: any), need these departments."""

    zh: Line
    en: Line
    judges: Annotated[tuple[Code, ...], Field(min_length=1, max_length=50)]
    levels: Annotated[tuple[UnionLevel, ...], Field(max_length=7)] = ()
    departments: Annotated[tuple[Department, ...], Field(min_length=1, max_length=4)]

    def asks(self, type_name: str, level: str) -> bool:
        """Whether a decision of this type, managed by a union of this level, is one of the template's."""
        return type_name in self.judges and (not self.levels or level in self.levels)


def unapproved(departments: Iterable[str], offices: Iterable[str]) -> list[str]:
    """The departments of which no office approved (offices are told by their codes, or by their names)."""
    told = tuple(offices)
    return [
        department
        for department in departments
        if not any(
            office == department or any(word in office for word in OFFICES[department]) for office in told
        )
    ]


def asked_of(templates: Iterable[ApprovalTemplate], type_name: str, level: str) -> list[str]:
    """The departments that have to approve a decision, each once."""
    return list(
        dict.fromkeys(
            department for one in templates if one.asks(type_name, level) for department in one.departments
        )
    )
