"""The shape of a code list: codes with their names in both languages, and the standard that fixes them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple


class CodeError(ValueError):
    """A code that no list has or a number that fails its check; `zh` and `en` say the same.

    The messages never repeat a person's number.
    """

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} ({en})")
        self.zh = zh
        self.en = en


class Label(NamedTuple):
    """A name in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed list. `standard` names its source; `name` is what one entry is called in messages."""

    standard: str
    name: Label
    labels: Mapping[str, Label]

    @classmethod
    def of(cls, standard: str, zh: str, en: str, rows: Mapping[str, tuple[str, str]]) -> "CodeList":
        """A list from plain rows: code to (zh, en)."""
        labels = {code: Label(*names) for code, names in rows.items()}
        return cls(standard, Label(zh, en), MappingProxyType(labels))

    def __contains__(self, code: object) -> bool:
        return code in self.labels

    def __iter__(self) -> Iterator[str]:
        """The codes in the standard's order."""
        return iter(self.labels)

    def __len__(self) -> int:
        return len(self.labels)

    def check(self, code: str) -> str:
        """The code as it came; `CodeError` when the list does not have it."""
        if code not in self.labels:
            raise CodeError(
                f"{self.name.zh}代码不在 {self.standard} 之中",
                f"not a code for {self.name.en} in {self.standard}",
            )
        return code

    def label(self, code: str) -> Label:
        """Both names of a code; `CodeError` when the list does not have it."""
        return self.labels[self.check(code)]

    def find(self, name: str) -> str | None:
        """The code with exactly this Chinese or English name, as imports meet it; None without one."""
        return next((code for code, label in self.labels.items() if name in label), None)
