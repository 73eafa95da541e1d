"""The signing key is changed under an auditor's eyes: the old key itself leads to the new one."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from domain.notes import VerifierKey, verify_note
from ops import keys, rotation
from ops.keys import KeysUnusable
from ops.store import PostgresLedger
from ops.verifier.verify_ledger import Line, key_from, verify
from projections.proofs import consistency_of, proof_of
from tests.database import Database
from tests.ledgers import registration
from tests.soundness import assert_ledger_sound, is_signed_by


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    keys.init(tmp_path / "keys")
    return tmp_path / "keys"


def opened(database: Database, folder: Path) -> PostgresLedger:
    return PostgresLedger.connect(database.app_url, keys.load(folder))


def rotated(database: Database, folder: Path) -> VerifierKey:
    with opened(database, folder) as ledger:
        return rotation.rotate(ledger, keys.load(folder), folder, principal="operator", event_id=uuid4())


def save(folder: Path, name: str, text: str | bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder / name


def save_proof(folder: Path, position: int, leaf: bytes, text: str) -> None:
    save(folder, f"{position}.leaf", leaf)
    save(folder, f"{position}.tlog-proof", text)


def faults(folder: Path, key: VerifierKey) -> list[str]:
    said: list[Line] = verify([folder], [key_from(key.text())])
    return [line.en for line in said if line.holds is False]


def test_the_old_key_leads_to_the_new_one_and_to_the_one_after(
    database: Database, folder: Path, tmp_path: Path
) -> None:
    with opened(database, folder) as ledger:
        ledger.record_many([registration() for _ in range(5)])
        first = ledger.signer.verifier
        save(tmp_path / "mine", "5.checkpoint", ledger.checkpoint())
    second = rotated(database, folder)
    third = rotated(database, folder)
    with opened(database, folder) as ledger:
        assert ledger.signer.verifier == third != second != first
        ledger.record_many([registration()])
        leaf, text = proof_of(ledger, 2)
        save_proof(tmp_path / "mine", 2, leaf, text)
        save(tmp_path / "mine", "growth.consistency", consistency_of(ledger, 5))
        assert faults(tmp_path / "mine", first) != [], "without the handovers the new key is a stranger's"
        for position, handed, proof in rotation.handovers(ledger):
            save_proof(tmp_path / "mine", position, handed, proof)
        assert faults(tmp_path / "mine", first) == []
        assert_ledger_sound(ledger, keys.load(folder))


def test_both_keys_have_signed_the_checkpoint_that_is_then_published(
    database: Database, folder: Path
) -> None:
    with opened(database, folder) as ledger:
        old = ledger.signer.verifier
        ledger.published()
    new = rotated(database, folder)
    with opened(database, folder) as ledger:
        body, signers = verify_note(ledger.published(), [old, new], is_signed_by)
        assert set(signers) == {old, new}
        assert body.split("\n")[1] == str(ledger.size_and_root()[0])


def test_what_the_old_key_signs_later_is_not_taken_any_more(
    database: Database, folder: Path, tmp_path: Path
) -> None:
    """Whoever has stolen it, which is why it was changed, cannot go on with it."""
    with opened(database, folder) as stale:
        old = stale.signer.verifier
        rotated(database, folder)
        stale.record_many([registration()])
        save(tmp_path / "mine", "stolen.checkpoint", stale.checkpoint())
        assert faults(tmp_path / "mine", old) == []
        for position, handed, proof in rotation.handovers(stale):
            save_proof(tmp_path / "mine", position, handed, proof)
        assert faults(tmp_path / "mine", old) == [
            f"the checkpoint of {stale.origin} is not signed by a given key"
        ]


def test_the_keys_from_before_do_not_open_the_ledger(database: Database, folder: Path) -> None:
    before = keys.load(folder)
    with opened(database, folder):
        pass
    rotated(database, folder)
    with pytest.raises(KeysUnusable, match="signing"), PostgresLedger.connect(database.app_url, before):
        pass


class Stop(Exception):
    """The process ends here."""


def stopping(*_: object, **__: object) -> None:
    raise Stop


@pytest.mark.parametrize(
    "last", ["ops.rotation._recorded", "ops.rotation.publish_handover", "ops.keys.adopt_next_signing"]
)
def test_a_change_that_was_interrupted_is_finished_by_the_next_run(
    last: str, database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(database, folder) as ledger:
        old, events = ledger.signer.verifier, ledger.size_and_root()[0]
    with monkeypatch.context() as patched:
        patched.setattr(last, stopping)
        with pytest.raises(Stop):
            rotated(database, folder)
    wanted = keys.next_signing(folder)
    if not rotation.finish_interrupted(database.app_url, folder):
        rotated(database, folder)
    with opened(database, folder) as ledger:
        assert keys.load(folder).signing == wanted, "the key that was made first is the one that is used"
        assert keys.next_signing(folder) is None
        assert ledger.signer.verifier != old
        assert ledger.size_and_root()[0] == events + 1, "one change, one event"
        assert [position for position, _, _ in rotation.handovers(ledger)] == [events]


Change = Callable[[str], str]


def test_a_key_that_nobody_vouches_for_is_not_taken(database: Database, folder: Path, tmp_path: Path) -> None:
    """The record alone, in a checkpoint of the new key only, or of the old one only, hands nothing over."""
    with opened(database, folder) as ledger:
        old = ledger.signer.verifier
    rotated(database, folder)
    with opened(database, folder) as ledger:
        ((position, leaf, text),) = rotation.handovers(ledger)
        for line in (1, 2):
            lines = text.rstrip("\n").split("\n")
            del lines[-line]
            save_proof(tmp_path / "mine", position, leaf, "\n".join(lines) + "\n")
            save(tmp_path / "mine", "now.checkpoint", ledger.signed(*ledger.size_and_root()))
            assert faults(tmp_path / "mine", old) != []
