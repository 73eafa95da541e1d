"""One requirement: the clause it follows from, in that clause's own words, and what the ledger serves for it."""

from dataclasses import dataclass
from typing import Final

POLICY: Final = "总工发〔2016〕37号"


@dataclass(frozen=True, slots=True)
class Requirement:
    """`id` is R and a number; `clause` the place in `source`; `quote` its words; `zh` and `en` what is served for it."""

    id: str
    clause: str
    quote: str
    zh: str
    en: str
    source: str = POLICY

    @property
    def cited(self) -> str:
        """The source and the place in it, as it is cited."""
        return f"{self.source} {self.clause}"
