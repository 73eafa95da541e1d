"""Generated persons, whom nobody can take for real ones.

Every name holds 示例 (example) and a number. Identity numbers begin with 100000, which GB/T 2260 gives to no place where
a person could be registered, and have a right check character; telephone numbers begin with 100, as no mobile number does.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from domain.codes import citizen_check_character

DIVISION: Final = "100000"
_SURNAMES: Final = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_ETHNIC_GROUPS: Final = ("01",) * 18 + ("19", "03")
_POLITICAL: Final = ("13", "13", "03", "01", "01")


@dataclass(frozen=True, slots=True)
class Someone:
    """A generated person."""

    number: int
    name: str
    birth_on: date
    sex: str
    education: str
    degree: str
    political_status: str
    ethnic_group: str
    document: str

    def registration(self, household: str) -> dict[str, Any]:
        """What registering this person says; `household` is the division of the household registration."""
        return {
            "name": self.name,
            "document": {"kind": "citizen_id", "number": self.document},
            "person": {
                "birth_on": self.birth_on.isoformat(),
                "sex": self.sex,
                "ethnic_group": self.ethnic_group,
                "political_status": self.political_status,
            },
            "contact": {"phone": f"100{self.number % 100_000_000:08d}"},
            "household": {"division": household, "address": f"示例路 {self.number} 号"},
            "education": self.education,
            "degree": self.degree,
        }


_SEQUENCES: Final = 999
"""Sequence numbers that one birth date has room for."""


class People:
    """Makes persons one after the other; no two share an identity number.

    `population` tells populations apart, so that two of them in one ledger seldom share one either.
    """

    def __init__(self, random: Random, population: int) -> None:
        self._random = random
        self._offset = population % _SEQUENCES
        self._number = 0
        self._born: Counter[date] = Counter()

    def next(self, *, aged: int, on: date) -> Someone:
        """A person who is `aged` full years old on a day."""
        self._number += 1
        number = self._number
        birth_on = _years_before(on, aged) - timedelta(days=self._random.randrange(1, 360))
        while self._born[birth_on] >= _SEQUENCES:
            birth_on -= timedelta(days=1)
        self._born[birth_on] += 1
        sequence = (self._offset + self._born[birth_on]) % _SEQUENCES + 1
        first = f"{DIVISION}{birth_on:%Y%m%d}{sequence:03d}"
        graduate = self._random.random() < 0.2
        return Someone(
            number,
            f"{self._random.choice(_SURNAMES)}示例{number:05d}",
            birth_on,
            "1" if sequence % 2 else "2",
            "14" if graduate else "21",
            "3" if graduate else "4",
            self._random.choice(_POLITICAL),
            self._random.choice(_ETHNIC_GROUPS),
            first + citizen_check_character(first),
        )


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28))
