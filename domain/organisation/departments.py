"""Which department does what in the work for an organisation (R69), and experience noted for others (R80)."""

from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field

from domain.organisation.facets import DepartmentRole, PracticeNote
from domain.organisation.handling import Handling, adding, noting, possible
from domain.organisation.state import OrganisationState
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code, Line, Text

Department = Literal["union", "civil_affairs", "human_resources", "organisation_department"]
"""The departments of the policy: 工会、民政、人力资源社会保障、党委组织部门."""


class DepartmentRoleSet(EventData):
    """In `area` of the work the department leads (牵头), carries out (统筹实施) or supports (支持配合) from the effective date.

    Said again for the same department and area, the role is the new one.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R69 六"})

    department: Department
    area: Code
    role: Literal["lead", "carry_out", "support", "none"]


class PracticeNoted(EventData):
    """An experience worth telling others (经验总结), by the organisation that made it."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R80 六"})

    title: Line
    url: Annotated[str, Field(max_length=500, pattern=r"^https?://[!-~]+$")] | None = None
    text: Text


ROLE_SET: Final = EventType(
    "organisation.department_role_set",
    DepartmentRoleSet,
    "organisation",
    "明确部门职责分工",
    "department role set",
    command="department-roles",
)
PRACTICE: Final = EventType(
    "organisation.practice_noted",
    PracticeNoted,
    "organisation",
    "记录经验做法",
    "practice noted",
    command="practice-notes",
)


def _fold_role(state: OrganisationState, standing: Standing) -> OrganisationState:
    data = standing.data
    key = (data.department, data.area)
    others = (one for one in state.particulars.department_roles if (one.department, one.area) != key)
    new = DepartmentRole(standing.event_id, data.department, data.area, data.role, standing.effective_on)
    kept = () if data.role == "none" else (new,)
    return noting(state, department_roles=(*others, *kept))


def _fold_practice(state: OrganisationState, standing: Standing) -> OrganisationState:
    data = standing.data
    note = PracticeNote(standing.event_id, data.title, data.url, data.text, standing.effective_on)
    return adding(state, "practice_notes", note)


HANDLINGS: Final = (
    Handling(ROLE_SET, possible, _fold_role),
    Handling(PRACTICE, possible, _fold_practice),
)
