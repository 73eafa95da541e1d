"""The bundled rulebooks as they are enacted at first: each from the day on which its source began to hold."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from domain.ledger import Ledger
from domain.orders import key_to_event_id
from domain.reading import Shelf, book_stream
from domain.rulebook.enacting import enact
from ops.rulebooks import bundled, load

NATION: Final = "CN"
HOLDS_FROM: Final = {
    NATION: date(2016, 12, 5),
    "210200": date(2021, 12, 1),
    "220600": date(2021, 8, 13),
    "320500": date(2019, 1, 1),
    "370000": date(2019, 11, 1),
    "620500": date(2022, 8, 1),
}
"""总工发〔2016〕37号 of 2016-12-05; the measures of 大连 and 白山; the recruitments of 苏州 and 天水; 山东's opinion."""


def enact_bundled(
    ledger: Ledger, shelf: Shelf, principal: str, jurisdictions: Iterable[str] = (NATION,)
) -> list[str]:
    """Enact the bundled books of jurisdictions that have none yet; which ones. The nation has to come first."""
    files = dict(bundled())
    wanted = [code for code in jurisdictions if code in files]
    versions = ledger.versions([book_stream(code) for code in wanted])
    missing = [code for code in wanted if not versions.get(book_stream(code))]
    for code in missing:
        first = first_enactment_id(principal, code)
        enact(
            ledger,
            shelf,
            load(Path(files[code])),
            effective_on=HOLDS_FROM[code],
            principal=principal,
            first_event_id=first,
            correlation_id=first,
        )
    return missing


def first_enactment_id(principal: str, jurisdiction: str) -> UUID:
    """The id of the first event of a bundled book: enacting it twice at once records it once."""
    return key_to_event_id(principal, f"bundled-rulebook/{jurisdiction}")
