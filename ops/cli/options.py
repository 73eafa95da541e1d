"""Options that several commands have, said once."""

from datetime import datetime
from typing import Annotated

import typer

from ops.cli.speaking import both

Organisation = Annotated[
    str | None, typer.Option("--org", help=both("只看此组织及其下级", "this organisation and all below it"))
]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help=both("截至日期，缺省今天", "day, today if left out")),
]
KnownAt = Annotated[
    str | None,
    typer.Option(
        help=both("账本当时所知：序号、时刻或日期", "what the ledger knew: a position, an instant or a date")
    ),
]
