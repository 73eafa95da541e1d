"""The library's own way to a read model: its projection runner, which takes one event a transaction."""

from typing import Any, Final

from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresDatastore, PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.sql import SQL, Identifier

from ops.bench.stock import StockApplication, environment

WAIT_SECONDS: Final = 600.0


class Versions(PostgresTrackingRecorder):
    """How many events each worker has, as the library's documentation makes such a view."""

    def __init__(self, datastore: PostgresDatastore, **options: Any) -> None:
        super().__init__(datastore, **options)
        table = Identifier(datastore.schema, "versions")
        self.sql_create_statements.append(
            SQL("CREATE TABLE IF NOT EXISTS {} (worker uuid PRIMARY KEY, version bigint)").format(table)
        )
        self._upsert = SQL(
            "INSERT INTO {} AS v VALUES (%s, %s) ON CONFLICT (worker) DO UPDATE SET version = excluded.version"
        ).format(table)

    def noted(self, worker: Any, version: int, tracking: Tracking) -> None:
        """Write one row, with the event that it comes from."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(self._upsert, (worker, version))


class VersionsProjection(Projection[Versions]):
    """Hands each event to the view."""

    name = "versions"

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        """Take in one event."""
        self.view.noted(domain_event.originator_id, domain_event.originator_version, tracking)


def project(database_url: str, events: int) -> None:
    """Run the projection over so many events that an application has recorded in this database."""
    with ProjectionRunner(
        application_class=StockApplication,
        projection_class=VersionsProjection,
        view_class=Versions,
        env=environment(database_url),
    ) as runner:
        runner.wait(events, timeout=WAIT_SECONDS)
