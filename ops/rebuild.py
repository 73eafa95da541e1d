"""`luli rebuild`: read models filled again by several processes beside the ones that answer, compared, put in place."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from threading import Lock
from time import perf_counter
from typing import Any, Final

import psycopg

from domain.errors import Contended
from ops.shards import Opening, Shards
from ops.store import PostgresLedger
from ops.store.packing import register
from projections.runner import ReadModel, Runner, StreamModel, within
from projections.shadow import Contents, Shadow, shadow

CHUNK: Final = 250
"""Streams a worker process takes at a time, and writes in one transaction."""
ATTEMPTS: Final = 3
"""A difference counts when it is there this often: somebody may be erased while two tables are compared."""

ModelsOf = Callable[[PostgresLedger], Sequence[ReadModel]]
"""Makes the read models over a ledger; a function of a module, so that worker processes find it too."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Compared:
    """A rebuilt read model: how many events both held when they were compared, rows, and both digests.

    `live` is None when the old one did not hold as many events as the new one was begun with; `difference` names the
    first row that differs.
    """

    name: str
    size: int
    rows: int
    rebuilt: str
    live: str | None
    difference: str | None = None

    @property
    def agrees(self) -> bool:
        """Whether the old one says what the new one says."""
        return self.live == self.rebuilt

    def json(self) -> dict[str, Any]:
        """The result for a program."""
        return {
            "name": self.name,
            "size": self.size,
            "rows": self.rows,
            "rebuilt": self.rebuilt,
            "live": self.live,
            "agrees": self.agrees,
            "difference": self.difference,
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a rebuild: each model, the events that each was filled with first, and how long that took."""

    models: tuple[Compared, ...]
    events: int
    seconds: float
    switched: bool

    @property
    def events_per_second(self) -> float:
        """Events of the log that all models together took in a second, each event counted once."""
        return self.events / self.seconds if self.seconds else 0.0

    @property
    def agrees(self) -> bool:
        """Whether every old read model says what the new one says."""
        return all(one.agrees for one in self.models)

    def json(self) -> dict[str, Any]:
        """The result for a program."""
        return {
            "switched": self.switched,
            "agrees": self.agrees,
            "events": self.events,
            "seconds": round(self.seconds, 3),
            "events_per_second": round(self.events_per_second, 1),
            "models": [one.json() for one in self.models],
        }


@dataclass(frozen=True, slots=True)
class Job:
    """A rebuild: whose read models, which of them, how to open the ledger anew, and as whom to make tables.

    Without a process of its own, `processes` 0, it is done in this one.
    """

    ledger: PostgresLedger
    owner_url: str
    opening: Opening
    models_of: ModelsOf
    names: Sequence[str]
    processes: int
    progress: Progress = lambda _so_far, _of: None

    def models(self) -> list[ReadModel]:
        """The read models asked for, all when none is named."""
        return chosen(self.models_of, self.ledger, self.names)


def rebuild(job: Job, *, switch: bool = True) -> Outcome:
    """Fill the read models again, compare them with the old, and with `switch` put them in their place.

    Whatever ends it before leaves the old ones answering. Raises AlreadyRebuilding, ShardFailed, StoreUnavailable.
    """
    models = job.models()
    with psycopg.connect(job.owner_url, autocommit=True, prepare_threshold=None) as owner:
        register(owner)
        with shadow(owner, models) as beside:
            filling = Filling(job, beside, models)
            began = perf_counter()
            filling.fill()
            seconds = perf_counter() - began
            compared = tuple(filling.compare(model) for model in models)
            if switch:
                filling.switch()
    return Outcome(compared, filling.size, seconds, switch)


def chosen(models_of: ModelsOf, ledger: PostgresLedger, names: Sequence[str]) -> list[ReadModel]:
    """The read models of these names over a ledger, all when there are none."""
    return [model for model in models_of(ledger) if not names or model.name in names]


class Filling:
    """One rebuild under way."""

    def __init__(self, job: Job, beside: Shadow, models: Sequence[ReadModel]) -> None:
        self._job = job
        self._beside = beside
        self._models = models
        self._runner = Runner(job.ledger, models, schema=beside.schema)
        self._lock = Lock()
        self._done = 0
        self.size: Final = job.ledger.size_and_root()[0]
        """How many events there were when it began."""

    def fill(self) -> None:
        """Take in all that was recorded when it began, in turn or by streams, and then what came since."""
        in_turn = [model for model in self._models if not isinstance(model, StreamModel)]
        for model in in_turn:
            self._beside.index(model)
        with ThreadPoolExecutor(max(1, self._job.processes)) as pool:
            list(pool.map(self._follow, in_turn))
        by_stream = [model for model in self._models if isinstance(model, StreamModel)]
        for prefix in dict.fromkeys(model.prefix for model in by_stream):
            self._build(prefix)
        for model in by_stream:
            self._beside.reached(model, self.size)
            self._beside.index(model)
        self._beside.settle()
        self._catch_up()

    def compare(self, model: ReadModel) -> Compared:
        """Compare what the new tables say with what the old ones say, at a moment when both hold the same events."""
        compared = self._compared(model)
        for _ in range(ATTEMPTS - 1):
            if compared.agrees:
                break
            compared = self._compared(model)
        if compared.agrees or compared.live is None:
            return compared
        return replace(compared, difference=self._beside.difference(model))

    def switch(self) -> None:
        """Put the new tables in the place of the old ones, following the runner as long as it is ahead."""
        while True:
            self._catch_up()
            try:
                self._beside.switch()
            except Contended:
                continue
            return

    def _compared(self, model: ReadModel) -> Compared:
        size, old = self._beside.old_contents(model)
        self._beside.purge()
        self._follow(model, size)
        new, reached = self._beside.contents(model), self._beside.sizes()[model.name]
        rows = sum(one.rows for one in new.values())
        return Compared(model.name, reached, rows, _digest(new), _digest(old) if reached == size else None)

    def _catch_up(self) -> None:
        """Take in all that is committed now; what is recorded meanwhile is a batch or two."""
        for model in self._models:
            while self._runner.step(model):
                continue

    def _follow(self, model: ReadModel, size: int | None = None) -> None:
        """Take batches in turn until the new tables hold so many events, or all that there were at the beginning."""
        while taken := self._runner.step(model, self.size if size is None else size):
            self._tell(taken)

    def _build(self, prefix: str) -> None:
        """Fill the models that are built by streams of one kind, many streams at a time in each process."""
        job = self._job
        names = [m.name for m in self._models if isinstance(m, StreamModel) and m.prefix == prefix]
        ids = iter(job.ledger.stream_ids(f"{prefix}-"))
        chunks = iter(lambda: list(islice(ids, CHUNK)), [])
        build = Build(job.models_of, names, self._beside.schema, self.size)
        if not job.processes:
            for chunk in chunks:
                self._tell(build(job.ledger)(chunk))
            return
        with Shards(job.opening, build, job.processes) as shards:
            for taken in shards.run(chunks):
                self._tell(taken)

    def _tell(self, taken: int) -> None:
        with self._lock:
            self._done += taken
            self._job.progress(self._done, max(self._done, self.size * len(self._models)))


def _digest(contents: Mapping[str, Contents]) -> str:
    return "".join(one.digest for one in contents.values())


@dataclass(frozen=True, slots=True)
class Build:
    """What a worker process needs to fill new tables by streams; called with its ledger, it says how."""

    models_of: ModelsOf
    names: Sequence[str]
    schema: str
    size: int

    def __call__(self, ledger: PostgresLedger) -> Callable[[Sequence[str]], int]:
        """What does one chunk: writes all that these streams say, and returns how many events that were."""
        models = [one for one in chosen(self.models_of, ledger, self.names) if isinstance(one, StreamModel)]

        def build(stream_ids: Sequence[str]) -> int:
            with ledger.pool.connection() as connection, connection.transaction():
                within(connection, self.schema)
                # What is lost with the server is filled again; the commit that puts it in place waits for the disk.
                connection.execute("SET LOCAL synchronous_commit = off")
                return sum(model.build(connection, stream_ids, self.size) for model in models)

        return build
