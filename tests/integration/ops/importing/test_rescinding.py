"""A batch is taken back whole, once, and what others rest on stays."""

from ops.importing.rescinding import rescind_batch
from ops.importing.rows import Batch
from tests.integration.ops.importing.conftest import Importing
from tests.integration.ops.importing.test_import import hiring, passport, post, union

BATCH = Batch("operator", "batch-1")


def test_every_event_of_a_batch_is_rescinded_and_no_other(importing: Importing) -> None:
    importing.run([union()], batch="before")
    people = [passport(f"w{number}", f"E000000{number}") for number in range(3)]
    rows = [union(), post(2), *people, hiring("w0", post="@p"), hiring("w1", post="@p")]
    assert importing.run(rows).report.refused == []
    taken = rescind_batch(importing.ledger, BATCH, importing.opening)
    assert taken.events == len(rows)
    assert [(one.report.recorded, one.report.refused) for one in taken.summaries] == [(5, []), (2, [])]
    size = importing.size
    assert rescind_batch(importing.ledger, BATCH, importing.opening).events == 0
    assert importing.size == size
    assert importing.run([passport("w0", "E0000000")], batch="after").report.recorded == 1


def test_what_others_rest_on_is_told_and_the_rest_goes(importing: Importing) -> None:
    importing.run([union(), passport("w0", "E0000000"), passport("w1", "E0000001")])
    (host,) = importing.ledger.stream_ids("organisation-")
    worker = min(importing.ledger.stream_ids("worker-"))
    later = hiring(worker)
    later["body"]["data"] |= {"legal_employer": host, "host": host}
    assert importing.run([later], batch="later").report.refused == []
    taken = rescind_batch(importing.ledger, BATCH, importing.opening)
    workers, organisations = taken.summaries
    assert (workers.report.recorded, len(workers.report.refused)) == (1, 1)
    assert workers.report.refused[0].reasons[0]["zh"]
    assert taken.events == 3
    assert organisations.report.recorded + len(organisations.report.refused) == 1
