"""The settings tables that a rulebook may hold: what provinces and cities choose, in typed shapes.

A table is kept as members; a jurisdiction that sets a member replaces the one it inherits, and inherits the others.
Counts of months and days, percentages and ages are whole numbers.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field, TypeAdapter

from domain.canonical import canonical
from domain.codes.table import CodeError
from domain.record import Shape
from domain.rulebook.approvals import ApprovalTemplate
from domain.rulebook.insurance import InsuranceTerms
from domain.rulebook.levels import UnionLevel
from domain.rulebook.pay_guide import PayGuide
from domain.rulebook.reminders import Reminders
from domain.rulebook.retirement import RetirementTrack
from domain.rulebook.shortages import Shortage
from domain.rulebook.staffing import Staffing
from domain.values import Code, Day, DivisionCode, Line, Money

Count = Annotated[int, Field(ge=0, le=1200)]
Attained = Literal[
    "none",
    "primary",
    "junior_secondary",
    "senior_secondary",
    "junior_college",
    "bachelor",
    "master",
    "doctor",
]
PayKind = Literal[
    "base",
    "base_by_step",
    "allowance",
    "qualification_allowance",
    "bonus",
    "insurance",
    "fund",
    "heating",
    "welfare",
    "probation",
    "one_off",
    "by_reference",
]


class GradeStep(Shape):
    """One grade of a ladder, from the lowest up.

    `months` is the time to be spent in the grade below before rising to this one; `certificate` is the lowest level
    of the social worker qualification that gives access to it.
    """

    code: Code
    zh: Line
    en: Line
    months: Count = 0
    certificate: Code | None = None


class Ladder(Shape):
    """A ladder of grades (R31), from the lowest up. `months_early` is how much an excellent assessment shortens."""

    zh: Line
    en: Line
    steps: Annotated[tuple[GradeStep, ...], Field(min_length=1, max_length=60)]
    months_early: Count = 0

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each grade on the ladder, from 1."""
        return {step.code: place for place, step in enumerate(self.steps, 1)}

    def rank(self, grade: str) -> int:
        """The place of a grade on the ladder, from 1; 0 when it is not on it."""
        return self.places.get(grade, 0)

    def step(self, grade: str | None) -> GradeStep | None:
        """The grade of this code, None when it is not on the ladder."""
        place = self.places.get(grade or "")
        return None if place is None else self.steps[place - 1]


class SchemeGrade(Shape):
    """A result that an assessment scheme knows; `sufficient` ones support promotion and renewal, the top is counted."""

    code: Code
    zh: Line
    en: Line
    sufficient: bool
    top: bool = False


class AssessmentScheme(Shape):
    """An assessment scheme (R54) for some engagement modes, with its results and the least months for a result."""

    zh: Line
    en: Line
    modes: tuple[Code, ...]
    grades: Annotated[tuple[SchemeGrade, ...], Field(min_length=2, max_length=10)]
    minimum_months: Count = 0
    top_share_percent: Annotated[int, Field(ge=0, le=100)] = 100


class LookBack(Shape):
    """How old a cited assessment may be, in months from its effective date to the decision's (R55).

    `pay_raise_months` 0 means the same as for a promotion.
    """

    promotion_months: Count
    renewal_months: Count
    pay_raise_months: Count = 0


class Eligibility(Shape):
    """Who may be hired (R20, R22). Zero means no limit.

    Ages are those on the effective date. A recruitment notice that counts age on a day of its own says from which
    day of birth on it takes candidates: `born_from`.
    """

    minimum_education: Attained = "none"
    minimum_age: Count = 0
    maximum_age: Count = 0
    relaxed_maximum_age: Count = 0
    born_from: Day | None = None
    relaxations: tuple[Code, ...] = ()
    household: tuple[DivisionCode, ...] = ()
    experience_months: Count = 0
    modes: tuple[Code, ...] = ()


class ContractTerms(Shape):
    """Terms of labour contracts (R94). Zero means no setting; `probation_months` is a length that is fixed locally.

    `dispatch_posts` are the categories of posts that are temporary, auxiliary or substitute (劳动合同法 art. 66).
    """

    written_within_months: Count = 0
    first_term_months: Count = 0
    probation_months: Count = 0
    fixed_terms_before_open_ended: Count = 0
    years_before_open_ended: Count = 0
    employer_kinds: tuple[Code, ...] = ()
    dispatch_minimum_months: Count = 0
    dispatch_posts: tuple[Code, ...] = ()


class SecondmentTerms(Shape):
    """Limits of secondments (R59). Zero means no limit."""

    maximum_months: Count = 0


class PayPart(Shape):
    """A part of pay (R12), in yuan: an `amount` for everybody, or `amounts` by the grades of a `ladder`, or neither.

    `base_by_step` is paid by grade; `probation` while on probation; `one_off` once for a certificate of one of the
    kinds in `certificates`; `by_reference` follows what staff of the regime `reference` are paid. All others are paid
    beside. Where a measure publishes no amount, the part stands without one.
    """

    zh: Line
    en: Line
    kind: PayKind
    amount: Money | None = None
    ladder: Code | None = None
    amounts: dict[Code, Money] = Field(default_factory=dict)
    certificates: tuple[Code, ...] = ()
    reference: Code | None = None


def _whole(percent: dict[UnionLevel, int]) -> dict[UnionLevel, int]:
    """The shares as they came; CodeError unless they make up the whole."""
    total = sum(percent.values())
    if total != 100:
        raise CodeError(f"各级分担比例之和为 {total}，应为 100", f"the shares sum to {total}, not to 100")
    return percent


class CostShare(Shape):
    """Which part of a cost the unions of each level bear (R78): `percent` by level, 100 in all."""

    zh: Line
    en: Line
    percent: Annotated[
        dict[UnionLevel, Annotated[int, Field(ge=0, le=100)]], Field(min_length=1), AfterValidator(_whole)
    ]


class Conduct(Shape):
    """What conduct entails (R17). A sanction in force stops promotion in the engagement modes named; none: in no mode."""

    sanction_stops_promotion: tuple[Code, ...] = ()


class RegistrationTerms(Shape):
    """Registration of certificates of the social worker qualification, and how long a senior pass counts (R50, R65).

    Zero means no limit. `hours` are those of continuing education that a term asks for, by level of the qualification.
    A degree in social work gives `degree_hours` of them, once; zero means the hours that its record states.
    """

    first_within_months: Count = 0
    term_months: Count = 0
    window_months: Count = 0
    hours: Annotated[dict[Code, Count], Field(max_length=20)] = Field(default_factory=dict)
    degree_hours: Count = 0
    asked_for_appointment: bool = False
    senior_pass_months: Count = 0


class CommendationTerms(Shape):
    """What comes before an honour (R61): the weekdays, Monday to Friday, of its public notice; zero for any number."""

    publicity_weekdays: Count = 0


TABLES: Final[Mapping[str, TypeAdapter[Any]]] = {
    "ladders": TypeAdapter(dict[Code, Ladder]),
    "assessment_schemes": TypeAdapter(dict[Code, AssessmentScheme]),
    "look_back": TypeAdapter(LookBack),
    "eligibility": TypeAdapter(Eligibility),
    "contract": TypeAdapter(ContractTerms),
    "secondment": TypeAdapter(SecondmentTerms),
    "pay": TypeAdapter(dict[Code, PayPart]),
    "cost_shares": TypeAdapter(dict[Code, CostShare]),
    "reminders": TypeAdapter(Reminders),
    "conduct": TypeAdapter(Conduct),
    "retirement": TypeAdapter(dict[Code, RetirementTrack]),
    "registration": TypeAdapter(RegistrationTerms),
    "commendation": TypeAdapter(CommendationTerms),
    "staffing": TypeAdapter(Staffing),
    "pay_guide": TypeAdapter(PayGuide),
    "insurance": TypeAdapter(InsuranceTerms),
    "shortages": TypeAdapter(dict[Code, Shortage]),
    "approvals": TypeAdapter(dict[Code, ApprovalTemplate]),
}
"""Every settings table by name. `ladders`, `assessment_schemes`, `pay`, `cost_shares`, `retirement`, `shortages` and
`approvals` hold one entry a code.
"""


class Settings:
    """The settings in force: each table typed, those that no book sets at their neutral values."""

    __slots__ = (
        "approvals",
        "assessment_schemes",
        "commendation",
        "conduct",
        "contract",
        "cost_shares",
        "eligibility",
        "insurance",
        "ladders",
        "look_back",
        "pay",
        "pay_guide",
        "raw",
        "registration",
        "reminders",
        "retirement",
        "secondment",
        "shortages",
        "staffing",
    )

    def __init__(self, raw: Mapping[str, Mapping[str, Any]]) -> None:
        self.raw = raw
        self.ladders: Mapping[str, Ladder] = _table(raw, "ladders")
        self.assessment_schemes: Mapping[str, AssessmentScheme] = _table(raw, "assessment_schemes")
        self.look_back: LookBack = _table(raw, "look_back")
        self.eligibility: Eligibility = _table(raw, "eligibility")
        self.contract: ContractTerms = _table(raw, "contract")
        self.secondment: SecondmentTerms = _table(raw, "secondment")
        self.pay: Mapping[str, PayPart] = _table(raw, "pay")
        self.cost_shares: Mapping[str, CostShare] = _table(raw, "cost_shares")
        self.reminders: Reminders = _table(raw, "reminders")
        self.conduct: Conduct = _table(raw, "conduct")
        self.retirement: Mapping[str, RetirementTrack] = _table(raw, "retirement")
        self.registration: RegistrationTerms = _table(raw, "registration")
        self.commendation: CommendationTerms = _table(raw, "commendation")
        self.staffing: Staffing = _table(raw, "staffing")
        self.pay_guide: PayGuide = _table(raw, "pay_guide")
        self.insurance: InsuranceTerms = _table(raw, "insurance")
        self.shortages: Mapping[str, Shortage] = _table(raw, "shortages")
        self.approvals: Mapping[str, ApprovalTemplate] = _table(raw, "approvals")


def neutral(table: str) -> dict[str, int]:
    """The members that a table needs and no book may have set, at values that limit nothing."""
    return {"promotion_months": 0, "renewal_months": 0} if table == "look_back" else {}


def _table(raw: Mapping[str, Mapping[str, Any]], name: str) -> Any:
    return TABLES[name].validate_json(canonical({**neutral(name), **raw.get(name, {})}))


def merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """A child's table over its parent's: member by member."""
    return {**parent, **child}
