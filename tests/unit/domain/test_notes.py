"""Signed notes and checkpoints follow C2SP to the byte, and nothing else passes for one."""

from base64 import b64encode

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from domain.notes import (
    MAX_NOTE_BYTES,
    MAX_SIGNATURES,
    Checkpoint,
    NoteError,
    NoteSignature,
    SignatureError,
    VerifierKey,
    assemble_note,
    parse_checkpoint,
    parse_note,
    sign_note,
    signature_line,
    verify_checkpoint,
    verify_note,
)
from domain.tree import EMPTY_ROOT, MAX_SIZE

# A published key and note of the Go project's note package.
PUBLISHED_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PUBLISHED_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXg"
    "KvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)

ORIGIN = "luli.example/ledger"
SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = VerifierKey(ORIGIN, SECRET.public_key().public_bytes_raw())
OTHER_SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
OTHER = VerifierKey("witness.example", OTHER_SECRET.public_key().public_bytes_raw())
CHECKPOINT = Checkpoint(ORIGIN, 42, bytes(range(32)))
NOTE = sign_note(CHECKPOINT.text(), KEY, SECRET.sign)


def good(public_key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def test_a_published_note_verifies_under_its_published_key() -> None:
    key = VerifierKey.parse(PUBLISHED_KEY)
    assert key.text() == PUBLISHED_KEY
    body, signers = verify_note(PUBLISHED_NOTE, [key], good)
    assert body.endswith("what your problem is.\n")
    assert signers == (key,)


def test_a_checkpoint_is_three_lines() -> None:
    assert CHECKPOINT.text() == f"{ORIGIN}\n42\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
    assert parse_checkpoint(CHECKPOINT.text()) == CHECKPOINT
    assert parse_checkpoint(Checkpoint(ORIGIN, 0, EMPTY_ROOT).text()).size == 0


def test_the_signature_covers_the_text_with_its_last_newline_and_not_the_empty_line() -> None:
    signature = parse_note(NOTE).signatures[0].signature
    assert good(KEY.public_key, signature, CHECKPOINT.text().encode())
    assert CHECKPOINT.text() + "\n" + signature_line(ORIGIN, KEY.key_id, signature) == NOTE


def test_a_signed_checkpoint_verifies_from_text_and_from_bytes() -> None:
    assert verify_checkpoint(NOTE, ORIGIN, [KEY], good) == CHECKPOINT
    assert verify_checkpoint(NOTE.encode(), ORIGIN, [OTHER, KEY], good) == CHECKPOINT


def test_a_text_may_hold_empty_lines() -> None:
    body = "one\n\ntwo\n\n"
    assert parse_note(sign_note(body, KEY, SECRET.sign)).body == body


def lines_of(*keys: tuple[VerifierKey, Ed25519PrivateKey]) -> str:
    body = CHECKPOINT.text()
    lines = [signature_line(key.name, key.key_id, secret.sign(body.encode())) for key, secret in keys]
    return assemble_note(body, lines)


def test_several_known_keys_are_all_named() -> None:
    note = lines_of((KEY, SECRET), (OTHER, OTHER_SECRET), (KEY, SECRET))
    assert verify_note(note, [OTHER, KEY], good)[1] == (KEY, OTHER)


def test_unknown_keys_are_ignored_even_with_a_known_name_or_id() -> None:
    same_name = signature_line(KEY.name, b"\x00\x00\x00\x00", b"anything")
    same_id = signature_line("elsewhere.example", KEY.key_id, b"anything")
    note = NOTE + same_name + same_id
    assert verify_note(note, [KEY], good)[1] == (KEY,)


def test_a_bad_signature_under_a_known_key_rejects_the_whole_note() -> None:
    note = NOTE + signature_line(OTHER.name, OTHER.key_id, bytes(64))
    assert verify_note(note, [KEY], good)
    with pytest.raises(SignatureError, match=r"witness\.example"):
        verify_note(note, [KEY, OTHER], good)
    with pytest.raises(SignatureError):
        verify_note(NOTE + signature_line(KEY.name, KEY.key_id, b"short"), [KEY], lambda *_: False)


def test_a_changed_text_is_rejected() -> None:
    with pytest.raises(SignatureError):
        verify_note(NOTE.replace("\n42\n", "\n43\n"), [KEY], good)


def test_a_note_needs_one_known_signer() -> None:
    with pytest.raises(SignatureError, match="no signature of a known key"):
        verify_note(NOTE, [OTHER], good)


def test_a_checkpoint_must_be_of_the_log_and_signed_by_it() -> None:
    with pytest.raises(NoteError, match=r"not of other\.example"):
        verify_checkpoint(NOTE, "other.example", [KEY], good)
    with pytest.raises(SignatureError, match="itself"):
        verify_checkpoint(lines_of((OTHER, OTHER_SECRET)), ORIGIN, [KEY, OTHER], good)


def test_two_keys_with_one_name_and_id_cannot_be_told_apart() -> None:
    class Colliding(VerifierKey):
        @property
        def key_id(self) -> bytes:
            return KEY.key_id

    with pytest.raises(NoteError, match="same id"):
        verify_note(NOTE, [KEY, Colliding(ORIGIN, OTHER.public_key)], good)


BAD_NAMES = [
    "",
    "a b",
    "a\u00a0b",
    "a\u3000b",
    "a+b",
    "a\nb",
    "a\x00b",
    "a\x7fb",
    "a\u2028b",
    "\ud800",
    "a" * 256,
]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_that_a_line_cannot_carry_are_refused(name: str) -> None:
    with pytest.raises(NoteError):
        Checkpoint(name, 0, EMPTY_ROOT)
    with pytest.raises(NoteError):
        VerifierKey(name, bytes(32))
    with pytest.raises(NoteError):
        signature_line(name, bytes(4), bytes(64))


def test_names_may_be_chinese() -> None:
    key = VerifierKey("履历.example/总工会", KEY.public_key)
    assert VerifierKey.parse(key.text()) == key


SIGNATURE = NOTE.split("\n\n")[1]


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n",
        "text\n",
        "text\n\n",
        "text\n" + SIGNATURE,
        "text\n\n" + SIGNATURE.rstrip("\n"),
        "text\n\n" + SIGNATURE + "\n",
        "text\n\n" + SIGNATURE.replace("\u2014", "-"),
        "text\n\n" + SIGNATURE.replace("\u2014 ", "\u2014"),
        "text\n\n" + SIGNATURE.replace("\u2014 ", "\u2014  "),
        "text\n\n" + SIGNATURE.replace("=\n", "\n"),
        "text\n\n" + SIGNATURE + "another line\n",
        "text\n\n\u2014 name AAAA\n",
        "text\n\n\u2014 name AAAAAA==\n",
        "text\n\n\u2014 name AAAAAAB=\n",
        "text\n\n\u2014 name " + b64encode(bytes(68)).decode().replace("A", "-") + "\n",
        "text\r\n\n" + SIGNATURE,
        "te\txt\n\n" + SIGNATURE,
        "te\x00xt\n\n" + SIGNATURE,
        "\ud800\n\n" + SIGNATURE,
        "text\n\n" + SIGNATURE * (MAX_SIGNATURES + 1),
        "t" * MAX_NOTE_BYTES + "\n\n" + SIGNATURE,
        "长" * (MAX_NOTE_BYTES // 3) + "\n\n" + SIGNATURE,
        b"\xff\n\n" + SIGNATURE.encode(),
    ],
)
def test_other_forms_are_not_notes(note: str | bytes) -> None:
    with pytest.raises(NoteError):
        parse_note(note)


def test_a_text_without_its_newline_is_not_signed() -> None:
    with pytest.raises(NoteError):
        sign_note("text", KEY, SECRET.sign)


ROOT_LINE = b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "body",
    [
        "",
        f"{ORIGIN}\n1\n{ROOT_LINE}",
        f"{ORIGIN}\n1\n{ROOT_LINE}\nextension\n",
        f"{ORIGIN}\n1\n{ROOT_LINE}\n\n",
        f"{ORIGIN}\n01\n{ROOT_LINE}\n",
        f"{ORIGIN}\n+1\n{ROOT_LINE}\n",
        f"{ORIGIN}\n-1\n{ROOT_LINE}\n",
        f"{ORIGIN}\n 1\n{ROOT_LINE}\n",
        f"{ORIGIN}\n1_0\n{ROOT_LINE}\n",
        f"{ORIGIN}\n\u0661\n{ROOT_LINE}\n",
        f"{ORIGIN}\n\n{ROOT_LINE}\n",
        f"{ORIGIN}\n{MAX_SIZE + 1}\n{ROOT_LINE}\n",
        f"{ORIGIN}\n{'9' * 5000}\n{ROOT_LINE}\n",
        f"{ORIGIN}\n1\n{ROOT_LINE[:-1]}\n",
        f"{ORIGIN}\n1\nAAAA\n",
        f"{ORIGIN}\n1\n{ROOT_LINE} \n",
        f"{ORIGIN}\n1\n{ROOT_LINE[:-2]}B=\n",
        f"\n1\n{ROOT_LINE}\n",
        f"two words\n1\n{ROOT_LINE}\n",
    ],
)
def test_other_forms_are_not_checkpoints(body: str) -> None:
    with pytest.raises(NoteError):
        parse_checkpoint(body)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+00000000",
        KEY.text().replace(KEY.key_id.hex(), "00000000"),
        KEY.text().replace(KEY.key_id.hex(), KEY.key_id.hex().upper()),
        KEY.text() + "\n",
        KEY.text()[:-4],
        "+" + KEY.text(),
        f"{ORIGIN}+{KEY.key_id.hex()}+{b64encode(bytes([4]) + KEY.public_key).decode()}",
        f"{ORIGIN}+{KEY.key_id.hex()}+",
    ],
)
def test_other_forms_are_not_verifier_keys(text: str) -> None:
    with pytest.raises(NoteError):
        VerifierKey.parse(text)


@pytest.mark.parametrize(("size", "root"), [(-1, bytes(32)), (MAX_SIZE + 1, bytes(32)), (1, bytes(31))])
def test_there_is_no_such_tree_head(size: int, root: bytes) -> None:
    with pytest.raises(NoteError):
        Checkpoint(ORIGIN, size, root)


def test_a_signature_has_an_id_of_four_bytes() -> None:
    with pytest.raises(NoteError):
        signature_line("name", bytes(3), bytes(64))
    with pytest.raises(NoteError):
        signature_line("name", bytes(4), b"")


names = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="+"), min_size=1, max_size=40)


@given(
    names, st.integers(0, MAX_SIZE), st.binary(min_size=32, max_size=32), st.binary(min_size=1, max_size=99)
)
def test_what_is_written_reads_back(name: str, size: int, root: bytes, signature: bytes) -> None:
    checkpoint = Checkpoint(name, size, root)
    assert parse_checkpoint(checkpoint.text()) == checkpoint
    key = VerifierKey(name, root)
    assert VerifierKey.parse(key.text()) == key
    parsed = parse_note(assemble_note(checkpoint.text(), [signature_line(name, key.key_id, signature)]))
    assert parsed.body == checkpoint.text()
    assert parsed.signatures == (NoteSignature(name, key.key_id, signature),)


edits = st.lists(st.tuples(st.integers(0, 400), st.sampled_from("\n \u2014+=A0\r\x00\ud800")), max_size=4)


@given(edits)
def test_no_edit_of_a_note_raises_anything_else_or_still_verifies(changes: list[tuple[int, str]]) -> None:
    note = NOTE
    for at, char in changes:
        note = note[:at] + char + note[at + 1 :]
    try:
        checkpoint = verify_checkpoint(note, ORIGIN, [KEY], good)
    except NoteError:
        return
    assert checkpoint == CHECKPOINT


@given(st.text() | st.binary())
def test_no_text_raises_anything_else(text: str | bytes) -> None:
    with pytest.raises(NoteError):
        verify_note(text, [KEY], good)
    if isinstance(text, str):
        for parse in (parse_checkpoint, VerifierKey.parse):
            with pytest.raises(NoteError):
                parse(text)
