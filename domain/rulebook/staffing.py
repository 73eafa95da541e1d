"""The settings table of staffing: how many workers unions may have, and where posts are to be set up (R35, R36, R29)."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from domain.organisation.state import OrganisationKind, OrganisationLevel
from domain.record import Shape

Number = Annotated[int, Field(ge=0, le=100_000_000)]
Percent = Annotated[int, Field(ge=0, le=100)]
NormReading = Literal["low", "headline", "high"]
Band = Literal["full_senior", "associate_senior", "intermediate", "junior"]


class UnionSize(Shape):
    """From how many workers or enterprises on a union counts as large (企业和职工较多、规模较大): either will do.

    Zero asks for nothing; where both are zero every union of the kind counts.
    """

    workers: Number = 0
    enterprises: Number = 0

    @property
    def asks(self) -> bool:
        return bool(self.workers or self.enterprises)


class Staffing(Shape):
    """The staffing norm of street, township and zone unions, the size from which other unions are to have somebody, and
    limits on the structure of professional posts.

    Up to `base_workers` workers, that number included, give one; above it each `step_workers` give one. `reading` says
    which reading of "每 3000 人" counts: whole steps (`low`), steps begun (`headline`), or one and a step begun for
    what lies above the base (`high`). It applies to organisations of these `kinds` and `levels`; without a base or a step
    to none. `sizes` are by kind of union: `community_union` stands for unions of urban and rural communities.
    `band_percent` is the largest share of the seats of a category that posts of a band may have.
    """

    reading: NormReading = "headline"
    base_workers: Number = 0
    step_workers: Number = 0
    kinds: tuple[OrganisationKind, ...] = ()
    levels: tuple[OrganisationLevel, ...] = ()
    sizes: Mapping[Literal["community_union", "joint_union", "enterprise_union"], UnionSize] = Field(
        default_factory=dict
    )
    band_percent: Mapping[Band, Percent] = Field(default_factory=dict)

    @property
    def set(self) -> bool:
        """Whether there is a norm at all."""
        return self.base_workers > 0 and self.step_workers > 0
