"""核对履历账本的证明文件 / Check the proof files of a Lüli ledger. Standard Python 3.9 or later, nothing else.

    python3 -I verify_ledger.py --key KEY PATH...

KEY 是书面公钥单上的日志公钥（一行），或 @文件。PATH 是文件或文件夹：
KEY is the log's verifier key from the printed sheet (one line), or @FILE. A PATH is a file or a folder:

    N.leaf + N.tlog-proof        一条记录及其存在证明 / one record and the proof that the log holds it
    NAME.checkpoint              签名的日志检查点 / a signed head of the log
    NAME.consistency             日志只增不改的证明 / the proof that the log only grew
    FOLDER with checkpoint, tile/    整个日志 / a whole log
    NAME.fieldkeys               隐藏字段的密钥 / keys of hidden fields
    NAME.dossier                 一条流的全部记录，并证明无遗漏 / all records of one stream, and that none is missing
    NAME.bundle.zip              审计包 / an audit bundle

退出码 0：所给的全部读取且成立；1：有不成立或无法读取的；2：用法有误。
Exit status 0: everything offered was read and holds; 1: something does not hold or could not be read; 2: wrong use.

The formats: RFC 6962 (tree), RFC 8032 (Ed25519), C2SP signed-note, tlog-checkpoint, tlog-proof, tlog-tiles and
tlog-witness. This file was written from those, and shares no code with the ledger that it checks.
"""

from __future__ import annotations

import argparse
import binascii
import json
import os
import re
import stat
import sys
import zipfile
from base64 import b64decode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any, NamedTuple

LARGEST = 2**63 - 1
NOTE_BYTES = 1_000_000
PROOF_BYTES = 1_200_000
LEAF_BYTES = 65_535
EXTRA_BYTES = 65_536
FIELD_KEYS_BYTES = 100_000_000
DOSSIER_BYTES = 1_000_000_000
BUNDLE_BYTES = 100_000_000_000
TILE = 256
EMPTY_ROOT = sha256(b"").digest()


class Fault(Exception):
    """Something that does not hold or cannot be read, said in Chinese and in English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


# What reading someone else's bytes can raise, beside a Fault.
UNREADABLE = (OSError, ValueError, RecursionError, EOFError, NotImplementedError, zipfile.BadZipFile)


# Ed25519, RFC 8032 section 5.1. A point is (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE_D = -121665 * pow(121666, P - 2, P) % P
SQRT_MINUS_1 = pow(2, (P - 1) // 4, P)

Point = tuple[int, int, int, int]


def point_add(a: Point, b: Point) -> Point:
    """Section 5.1.4: complete addition, for doubling too."""
    lower = (a[1] - a[0]) * (b[1] - b[0]) % P
    upper = (a[1] + a[0]) * (b[1] + b[0]) % P
    tt = 2 * a[3] * b[3] * CURVE_D % P
    zz = 2 * a[2] * b[2] % P
    e, f, g, h = upper - lower, zz - tt, zz + tt, upper + lower
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def point_from(encoded: bytes) -> Point | None:
    """Section 5.1.3: the point behind 32 bytes, None when there is none."""
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(CURVE_D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * SQRT_MINUS_1 % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def point_bytes(point: Point) -> bytes:
    """Section 5.1.2: the 32 bytes of a point."""
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


NOTHING: Point = (0, 1, 1, 0)
BASE = point_from((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_good(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Section 5.1.7: whether this is the key's signature of the message. The encoding of R is compared as bytes."""
    if len(public_key) != 32 or len(signature) != 64 or BASE is None:
        return False
    key = point_from(public_key)
    s = int.from_bytes(signature[32:], "little")
    if key is None or s >= ORDER:
        return False
    k = int.from_bytes(sha512(signature[:32] + public_key + message).digest(), "little") % ORDER
    minus_key = (P - key[0], key[1], 1, P - key[3])
    both = point_add(BASE, minus_key)
    reached = NOTHING
    for bit in range(max(s.bit_length(), k.bit_length()) - 1, -1, -1):
        reached = point_add(reached, reached)
        step = (s >> bit & 1) + 2 * (k >> bit & 1)
        if step:
            reached = point_add(reached, (NOTHING, BASE, minus_key, both)[step])
    return point_bytes(reached) == signature[:32]


# The tree, RFC 6962 section 2.1.


def hash_leaf(leaf: bytes) -> bytes:
    """SHA-256(0x00, leaf)."""
    return sha256(b"\x00" + leaf).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01, left, right)."""
    return sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """The largest power of two below `size`, where a tree of that size divides."""
    return 1 << ((size - 1).bit_length() - 1)


WRONG_LENGTH = Fault("证明中哈希的个数不对", "the proof has the wrong number of hashes")


def root_by_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """Section 2.1.1 read from its end: the root that an audit path leads to. 0 <= index < size."""
    if size == 1:
        if path:
            raise WRONG_LENGTH
        return leaf
    if not path:
        raise WRONG_LENGTH
    middle = split(size)
    if index < middle:
        return hash_node(root_by_path(leaf, index, middle, path[:-1]), path[-1])
    return hash_node(path[-1], root_by_path(leaf, index - middle, size - middle, path[:-1]))


def roots_by_proof(old: int, new: int, proof: Sequence[bytes], known: bytes | None) -> tuple[bytes, bytes]:
    """Section 2.1.2 read from its end: the old and the new root that a consistency proof leads to.

    `known` is the old root where the proof leaves it out: it is the whole left edge. 0 < old <= new.
    """
    if old == new:
        if len(proof) != (known is None):
            raise WRONG_LENGTH
        root = proof[0] if known is None else known
        return root, root
    if not proof:
        raise WRONG_LENGTH
    middle = split(new)
    if old <= middle:
        before, after = roots_by_proof(old, middle, proof[:-1], known)
        return before, hash_node(after, proof[-1])
    before, after = roots_by_proof(old - middle, new - middle, proof[:-1], None)
    return hash_node(proof[-1], before), hash_node(proof[-1], after)


def tile_root(hashes: Sequence[bytes]) -> bytes:
    """The root over a full tile."""
    row = list(hashes)
    while len(row) > 1:
        row = [hash_node(row[at], row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]


class Growing:
    """A tree that leaves are added to one by one: its complete subtrees, the largest first."""

    def __init__(self) -> None:
        self.size = 0
        self._nodes: list[bytes] = []

    @staticmethod
    def at(size: int, nodes: Sequence[bytes]) -> Growing:
        """The tree of a size, from its complete subtrees."""
        if len(nodes) != bin(size).count("1"):  # noqa: FURB161 (Python 3.9 has no bit_count)
            raise WRONG_LENGTH
        tree = Growing()
        tree.size, tree._nodes = size, list(nodes)
        return tree

    def add(self, leaf_hash: bytes) -> None:
        """Take in the hash of the next leaf."""
        node, rest = leaf_hash, self.size
        while rest & 1:
            node, rest = hash_node(self._nodes.pop(), node), rest >> 1
        self._nodes.append(node)
        self.size += 1

    def root(self) -> bytes:
        """The root at this size."""
        if not self._nodes:
            return EMPTY_ROOT
        root = self._nodes[-1]
        for left in reversed(self._nodes[:-1]):
            root = hash_node(left, root)
        return root


# Keys, notes and checkpoints: C2SP signed-note and tlog-checkpoint.


class Key(NamedTuple):
    """A log's verifier key."""

    name: str
    identity: bytes
    public: bytes


class Head(NamedTuple):
    """What a checkpoint says of its log."""

    origin: str
    size: int
    root: bytes


def from_base64(text: str) -> bytes:
    """Padded standard base64 in its canonical spelling."""
    try:
        data = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if b64encode(data).decode() != text:
        raise Fault("不是规范的 base64", "not canonical base64")
    return data


def from_base64url(text: Any) -> bytes:
    """Unpadded base64url in its canonical spelling."""
    if not isinstance(text, str):
        raise Fault("不是 base64url", "not base64url")
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        data = b""
    if urlsafe_b64encode(data).decode().rstrip("=") != text:
        raise Fault("不是规范的 base64url", "not canonical base64url")
    return data


def from_decimal(text: str) -> int:
    """A number as short as it can be written, at most 2**63 - 1."""
    if not re.fullmatch(r"0|[1-9][0-9]{0,18}", text) or int(text) > LARGEST:
        raise Fault("不是规范的十进制数", "not a canonical decimal number")
    return int(text)


def one_hash(text: str) -> bytes:
    """A base64 line of 32 bytes."""
    data = from_base64(text)
    if len(data) != 32:
        raise Fault("哈希不是 32 字节", "a hash is not 32 bytes")
    return data


def text_of(data: bytes) -> str:
    """UTF-8 without control characters but line feeds."""
    if any(byte < 32 and byte != 10 for byte in set(data)):
        raise Fault("含有控制字符", "it holds a control character")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Fault("不是 UTF-8 文本", "not UTF-8 text") from None


def named(name: str) -> str:
    """A key name as the standard allows it."""
    if (
        not 0 < len(name) <= 255
        or "+" in name
        or any(char.isspace() or not char.isprintable() for char in name)
    ):
        raise Fault("密钥名称不合规范", "a key's name is not as the standard allows")
    return name


def key_from(text: str) -> Key:
    """The verifier key in its one line, its id recomputed."""
    name, _, rest = text.strip().partition("+")
    identity, _, encoded = rest.partition("+")
    typed = from_base64(encoded)
    if len(typed) != 33 or typed[0] != 1:
        raise Fault("不是 Ed25519 日志公钥", "not an Ed25519 verifier key")
    computed = sha256(named(name).encode() + b"\n" + typed).digest()[:4]
    if computed.hex() != identity:
        raise Fault("公钥与其编号不符，可能抄错", "the key's id does not fit it: it was copied wrongly")
    return Key(name, computed, typed[1:])


def head_of(note: str, keys: Sequence[Key]) -> Head:
    """The head that a checkpoint states, once a key of its origin has signed it and no known key badly."""
    if len(note.encode()) > NOTE_BYTES:
        raise Fault("检查点过长", "the checkpoint is too long")
    body, separator, lines = note.rpartition("\n\n")
    if not separator or not lines.endswith("\n"):
        raise Fault("不是签名的检查点", "not a signed checkpoint")
    stated = (body + "\n").split("\n")
    if len(stated) != 4:
        raise Fault("检查点应为三行", "a checkpoint has three lines")
    head = Head(named(stated[0]), from_decimal(stated[1]), one_hash(stated[2]))
    signers = set(_signers(body + "\n", lines[:-1].split("\n"), keys))
    if head.origin not in signers:
        raise Fault(
            f"检查点（{head.origin}）没有所给公钥的签名",
            f"the checkpoint of {head.origin} is not signed by a given key",
        )
    if head.size == 0 and head.root != EMPTY_ROOT:
        raise Fault("空日志的根不对", "the root of the empty log is wrong")
    return head


def _signers(body: str, lines: Sequence[str], keys: Sequence[Key]) -> Iterator[str]:
    if len(lines) > 100:
        raise Fault("签名过多", "too many signatures")
    for line in lines:
        found = re.fullmatch("\u2014 ([^ ]+) ([^ ]+)", line)
        if not found:
            raise Fault("签名行不合规范", "a signature line is not as the standard says")
        name, data = named(found[1]), from_base64(found[2])
        if len(data) < 5:
            raise Fault("签名行不合规范", "a signature line is not as the standard says")
        for key in keys:
            if (key.name, key.identity) == (name, data[:4]):
                if not ed25519_good(key.public, data[4:], body.encode()):
                    raise Fault(f"{name} 的签名不对", f"the signature of {name} is not good")
                yield name


# Records: the two lines of a leaf, and the hidden values in the second.

INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")


class Record(NamedTuple):
    """A leaf as it reads."""

    position: int
    stream: str
    version: int
    type: str
    schema: int
    recorded_at: str
    said: dict[str, Any]


class Token(NamedTuple):
    """A hidden value: where it stands, and what is needed to open it."""

    event_id: str
    pointer: str
    cipher: str
    commitment: bytes
    nonce: bytes
    ciphertext: bytes


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Fault("同一成员出现两次", "a member is there twice")
    return members


def _no_fraction(text: str) -> Any:
    raise Fault(f"不应出现的数 {text}", f"a number that is no integer: {text}")


def json_of(text: str | bytes) -> Any:
    """JSON without doubled members, fractions and what only some readers take."""
    return json.loads(text, object_pairs_hook=_members, parse_float=_no_fraction, parse_constant=_no_fraction)


def canonical(value: Any) -> str:
    """RFC 8785, for values without fractions."""
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(name)}:{canonical(member)}" for name, member in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def record_of(leaf: bytes) -> Record:
    """The record in a leaf."""
    first, newline, second = leaf.partition(b"\n")
    if not newline or len(leaf) > LEAF_BYTES:
        raise Fault("记录应为两行，不超过 64 KiB", "a record is two lines of less than 64 KiB")
    asserted, said = json_of(first.decode()), json_of(second.decode())
    if f"{canonical(asserted)}\n{canonical(said)}".encode() != leaf:
        raise Fault("记录不是规范的 JSON", "the record is not canonical JSON")
    kinds = (int, str, int, str, int, str)
    if not isinstance(asserted, list) or [type(value) for value in asserted[:6]] != list(kinds):
        raise Fault("记录第一行不合规范", "line 1 of the record is not as the format says")
    position, stream, version, kind, schema, recorded_at = asserted[:6]
    record = Record(position, stream, version, kind, schema, recorded_at, said)
    if not INSTANT.fullmatch(record.recorded_at) or record.position < 0 or record.version < 1:
        raise Fault("记录第一行不合规范", "line 1 of the record is not as the format says")
    if not isinstance(said, dict) or not isinstance(said.get("event_id"), str):
        raise Fault("记录第二行不合规范", "line 2 of the record is not as the format says")
    return record


def tokens_of(record: Record) -> Iterator[Token]:
    """The hidden values of a record."""
    yield from _tokens_in(record.said, "", record.said["event_id"])


def _tokens_in(value: Any, pointer: str, event_id: str) -> Iterator[Token]:
    if isinstance(value, dict) and "$t" in value:
        yield _token(value, pointer, event_id)
    elif isinstance(value, dict):
        for name, member in value.items():
            step = name.replace("~", "~0").replace("/", "~1")
            yield from _tokens_in(member, f"{pointer}/{step}", event_id)
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from _tokens_in(member, f"{pointer}/{index}", event_id)


def _token(value: dict[str, Any], pointer: str, event_id: str) -> Token:
    parts = value["$t"]
    if (
        len(value) != 1
        or not isinstance(parts, list)
        or len(parts) != 6
        or parts[0] != 1
        or str(parts[2]) not in CIPHERS
    ):
        raise Fault(f"{pointer} 的密文不合规范", f"the token at {pointer} is not as the format says")
    return Token(event_id, pointer, parts[2], *(from_base64url(part) for part in parts[3:]))


def opened(token: Token, key: bytes) -> Any:
    """The value behind a token, given the key of that one field."""
    where = f"{token.event_id} {token.pointer}"
    size, cipher = CIPHERS[token.cipher]
    if len(key) != size or sha256(b"luli/commit/1" + key).digest() != token.commitment:
        raise Fault(f"密钥与 {where} 的承诺不符", f"the key is not the one that {where} commits to")
    place = f"luli/field/1|{token.event_id}|{token.pointer}".encode()
    plain = gcm_open(cipher(key), token.nonce, token.ciphertext, place)
    if plain is None:
        raise Fault(f"{where} 的密文不是此处所封", f"the token at {where} was not sealed at this place")
    return json_of(plain.decode())


# AES-256 (FIPS 197), SM4 (GB/T 32907-2016) and GCM (NIST SP 800-38D): only what opening a hidden value takes.


def multiply(a: int, b: int, modulus: int) -> int:
    """The product in GF(2^8)."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 0x100:
            a ^= modulus
        b >>= 1
    return product


def inverses(modulus: int) -> list[int]:
    """Each byte's inverse in GF(2^8), 0 for 0: the 254th power."""
    table = []
    for byte in range(256):
        power = 1
        for _ in range(254):
            power = multiply(power, byte, modulus)
        table.append(power)
    return table


def turned(byte: int, left: int) -> int:
    """A byte rotated to the left."""
    return (byte << left | byte >> (8 - left)) & 0xFF


@cache
def aes_box() -> list[int]:
    """FIPS 197 section 5.1.1."""
    return [v ^ turned(v, 1) ^ turned(v, 2) ^ turned(v, 3) ^ turned(v, 4) ^ 0x63 for v in inverses(0x11B)]


@cache
def sm4_box() -> list[int]:
    """The box as an affine map, the inverse in GF(2^8) modulo 0x1F5, and the same affine map."""
    rows = [turned(0xA7, row) for row in range(8)]

    def affine(byte: int) -> int:
        return sum((bin(rows[row] & byte).count("1") & 1) << row for row in range(8)) ^ 0xD3  # noqa: FURB161 (Python 3.9 has no bit_count)

    inverse = inverses(0x1F5)
    return [affine(inverse[affine(byte)]) for byte in range(256)]


class Aes256:
    """Encrypts single blocks with a key of 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._box = aes_box()
        words = [list(key[at : at + 4]) for at in range(0, 32, 4)]
        constant = 1
        for index in range(8, 60):
            word = list(words[-1])
            if index % 8 == 0:
                word = [self._box[byte] for byte in word[1:] + word[:1]]
                word[0] ^= constant
                constant <<= 1
            elif index % 8 == 4:
                word = [self._box[byte] for byte in word]
            words.append([a ^ b for a, b in zip(word, words[index - 8])])  # noqa: B905 (Python 3.9 has no strict)
        self._rounds = [[byte for word in words[at : at + 4] for byte in word] for at in range(0, 60, 4)]

    def __call__(self, block: bytes) -> bytes:
        """One block."""
        state = [a ^ b for a, b in zip(block, self._rounds[0])]  # noqa: B905 (the same)
        for number, key in enumerate(self._rounds[1:], 1):
            shifted = [self._box[state[(at + 4 * (at % 4)) % 16]] for at in range(16)]
            if number < 14:
                shifted = self._mixed(shifted)
            state = [a ^ b for a, b in zip(shifted, key)]  # noqa: B905 (the same)
        return bytes(state)

    @staticmethod
    def _mixed(state: list[int]) -> list[int]:
        mixed = []
        for column in range(0, 16, 4):
            four = state[column : column + 4]
            every = four[0] ^ four[1] ^ four[2] ^ four[3]
            mixed += [four[i] ^ every ^ multiply(four[i] ^ four[(i + 1) % 4], 2, 0x11B) for i in range(4)]
        return mixed


class Sm4:
    """Encrypts single blocks with a key of 16 bytes."""

    def __init__(self, key: bytes) -> None:
        self._box = sm4_box()
        family = (0xA3B1BAC6, 0x56AA3350, 0x677D9197, 0xB27022DC)
        words = [int.from_bytes(key[4 * at : 4 * at + 4], "big") ^ family[at] for at in range(4)]
        for index in range(32):
            constant = int.from_bytes(bytes((4 * index + at) * 7 % 256 for at in range(4)), "big")
            mixed = self._boxed(words[-3] ^ words[-2] ^ words[-1] ^ constant)
            words.append(words[-4] ^ mixed ^ self._left(mixed, 13) ^ self._left(mixed, 23))
        self._rounds = words[4:]

    def __call__(self, block: bytes) -> bytes:
        """One block."""
        words = [int.from_bytes(block[at : at + 4], "big") for at in range(0, 16, 4)]
        for key in self._rounds:
            mixed = self._boxed(words[-3] ^ words[-2] ^ words[-1] ^ key)
            spread = mixed ^ self._left(mixed, 2) ^ self._left(mixed, 10)
            words.append(words[-4] ^ spread ^ self._left(mixed, 18) ^ self._left(mixed, 24))
        return b"".join(word.to_bytes(4, "big") for word in reversed(words[-4:]))

    def _boxed(self, word: int) -> int:
        return int.from_bytes(bytes(self._box[byte] for byte in word.to_bytes(4, "big")), "big")

    @staticmethod
    def _left(word: int, bits: int) -> int:
        return (word << bits | word >> (32 - bits)) & 0xFFFFFFFF


CIPHERS: dict[str, tuple[int, Callable[[bytes], Callable[[bytes], bytes]]]] = {
    "AES-256-GCM": (32, Aes256),
    "SM4-GCM": (16, Sm4),
}


def gcm_open(cipher: Callable[[bytes], bytes], nonce: bytes, sealed: bytes, place: bytes) -> bytes | None:
    """The plaintext, None when the tag is not the one of this ciphertext at this place."""
    if len(nonce) != 12 or len(sealed) < 16:
        return None
    ciphertext, tag = sealed[:-16], sealed[-16:]
    key = int.from_bytes(cipher(bytes(16)), "big")
    lengths = (8 * len(place)).to_bytes(8, "big") + (8 * len(ciphertext)).to_bytes(8, "big")
    hashed = 0
    for part in (place, ciphertext, lengths):
        for at in range(0, len(part), 16):
            hashed = _times(hashed ^ int.from_bytes(part[at : at + 16].ljust(16, b"\0"), "big"), key)
    first = int.from_bytes(cipher(nonce + b"\0\0\0\1"), "big")
    if (first ^ hashed).to_bytes(16, "big") != tag:
        return None
    plain = bytearray()
    for number, at in enumerate(range(0, len(ciphertext), 16), 2):
        stream = cipher(nonce + number.to_bytes(4, "big"))
        plain += bytes(a ^ b for a, b in zip(ciphertext[at : at + 16], stream))  # noqa: B905 (the last is shorter)
    return bytes(plain)


def _times(a: int, b: int) -> int:
    """The product in GF(2^128) as GCM orders its bits."""
    product = 0
    for bit in range(127, -1, -1):
        if a >> bit & 1:
            product ^= b
        b = b >> 1 ^ (0xE1 << 120 if b & 1 else 0)
    return product


# What is offered: read first, so that checkpoints can be compared across files, then checked.


class Line(NamedTuple):
    """One thing said: whether it holds (None for a remark), of which file, in both languages."""

    holds: bool | None
    where: str
    zh: str
    en: str


class Evidence:
    """What all files together say: signed heads, which of them are shown to be one history, keys of hidden fields."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self.keys = list(keys)
        self.roots: dict[tuple[str, int], dict[bytes, str]] = {}
        self.field_keys: dict[tuple[str, str], bytes] = {}
        self.used: set[tuple[str, str]] = set()
        self.until: dict[Key, int] = {}
        self._notes: dict[str, Head] = {}
        self._linked: dict[tuple[str, int], tuple[str, int]] = {}

    def head(self, note: str, where: str) -> Head:
        """The head of a signed checkpoint, noted for comparison with others."""
        if note not in self._notes:
            head = head_of(note, self.keys)
            if self.until:
                valid = [key for key in self.keys if head.size <= self.until.get(key, LARGEST)]
                head = head_of(note, valid)
            self._notes[note] = head
        head = self._notes[note]
        self.roots.setdefault((head.origin, head.size), {}).setdefault(head.root, where)
        return head

    def link(self, origin: str, old: int, new: int) -> None:
        """Two sizes of a log were shown to be one history."""
        self._linked[self._first((origin, old))] = self._first((origin, new))

    def _first(self, place: tuple[str, int]) -> tuple[str, int]:
        while place in self._linked and self._linked[place] != place:
            place = self._linked[place]
        return place

    def hidden(self, record: Record, unopened: Counter[str]) -> Iterator[tuple[str, str]]:
        """What the given keys open in a record; the fields that none opens are counted by name."""
        for token in tokens_of(record):
            place = (token.event_id, token.pointer)
            if place not in self.field_keys:
                unopened[f"{record.type} {re.sub('/[0-9]+', '/*', token.pointer)}"] += 1
                continue
            value = json.dumps(opened(token, self.field_keys[place]), ensure_ascii=False)
            self.used.add(place)
            yield (
                f"第 {record.position} 号 {token.pointer} = {value}",
                f"record {record.position} {token.pointer} = {value}",
            )

    def conclude(self) -> Iterator[Line]:
        """Forks, and checkpoints that nothing offered shows to be of one history."""
        for (origin, size), roots in sorted(self.roots.items()):
            if len(roots) > 1:
                files = "; ".join(sorted(roots.values()))
                yield Line(
                    False,
                    files,
                    f"分叉：{origin} 在 {size} 条时有两个根，均有签名，请保存为证据",
                    f"a fork: {origin} has signed two roots at size {size}; keep both as evidence",
                )
        for origin in sorted({origin for origin, _ in self.roots}):
            sizes = sorted(size for name, size in self.roots if name == origin and size)
            if len({self._first((origin, size)) for size in sizes}) > 1:
                listed = ", ".join(map(str, sizes))
                yield Line(
                    None,
                    origin,
                    f"未证明大小为 {listed} 的检查点同属一个历史；可索取 .consistency 文件",
                    f"not shown to be one history: the checkpoints of sizes {listed}; ask for .consistency files",
                )


def read_file(path: Path, limit: int) -> bytes:
    """A regular file of at most `limit` bytes."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise Fault("不是普通文件", "not a regular file")
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise Fault(f"超过 {limit} 字节", f"longer than {limit} bytes")
    return data


Told = Iterator[tuple[str, str]]
"""What a check has to say, each in Chinese and English; first that it holds, then details."""


class Proof:
    """`.tlog-proof` and the `.leaf` beside it."""

    def __init__(self, text: bytes, leaf: bytes) -> None:
        head, separator, self.note = text_of(text).partition("\n\n")
        lines = head.split("\n")
        if not separator or lines.pop(0) != "c2sp.org/tlog-proof@v1":
            raise Fault("不是 tlog-proof 文件", "not a tlog-proof file")
        extra = lines.pop(0)[6:] if lines and lines[0].startswith("extra ") else None
        if extra is not None and not 0 < len(from_base64(extra)) <= EXTRA_BYTES:
            raise Fault("附加数据长度不对", "extra data of a wrong length")
        if not lines or not lines[0].startswith("index ") or len(lines) > 64:
            raise Fault("不是 tlog-proof 文件", "not a tlog-proof file")
        self.index = from_decimal(lines[0][6:])
        self.path = [one_hash(line) for line in lines[1:]]
        self.leaf = leaf

    @staticmethod
    def read(path: Path) -> Proof:
        """From the two files."""
        return Proof(read_file(path, PROOF_BYTES), read_file(path.with_suffix(".leaf"), LEAF_BYTES))

    def hands_over(self, evidence: Evidence) -> bool:
        """Whether a known key vouches here for one that was not known: it has signed, together with it, that the log
        holds the record which names both. The old one counts for no larger checkpoint any more.
        """
        try:
            record = record_of(self.leaf)
            if (record.stream, record.type) != ("ledger", "ledger.key_rotated"):
                return False
            old, new = (key_from(record.said["data"][name]) for name in ("old", "new"))
            if old not in evidence.keys or new in evidence.keys:
                return False
            head = head_of(self.note, [old])
            if head_of(self.note, [new]) != head or record.position != self.index or self.index >= head.size:
                return False
            if root_by_path(hash_leaf(self.leaf), self.index, head.size, self.path) != head.root:
                return False
        except (Fault, *UNREADABLE, KeyError, TypeError, AttributeError):
            return False
        evidence.keys.append(new)
        evidence.until[old] = head.size
        return True

    def take(self, evidence: Evidence, where: str) -> None:
        """Note the head that it leads to."""
        self.head = evidence.head(self.note, where)

    def check(self, evidence: Evidence) -> Told:
        """The path leads from the leaf to the signed root, and the leaf says the same position."""
        if self.index >= self.head.size:
            raise Fault("序号超出检查点", "the index is beyond the checkpoint")
        if root_by_path(hash_leaf(self.leaf), self.index, self.head.size, self.path) != self.head.root:
            raise Fault("记录不在所签名的日志中", "the record is not in the signed log")
        record = record_of(self.leaf)
        if record.position != self.index:
            raise Fault("记录自称的序号不同", "the record says another position")
        unopened: Counter[str] = Counter()
        details = list(evidence.hidden(record, unopened))
        head, version = self.head, record.version
        yield (
            f"第 {self.index} 号（{record.type}，{record.stream} 第 {version} 版，{record.recorded_at}）在 {head.origin} 的 {head.size} 条中",
            f"record {self.index} ({record.type}, {record.stream} version {version}, {record.recorded_at}) is among the {head.size} of {head.origin}",
        )
        yield from details
        yield from unopened_fields(unopened)


def unopened_fields(unopened: Counter[str]) -> Told:
    """The hidden fields that no key was given for."""
    for name, count in sorted(unopened.items()):
        yield f"隐藏且无密钥：{name}（{count} 处）", f"hidden, and no key given: {name} ({count})"


class Checkpoint:
    """A signed checkpoint by itself."""

    def __init__(self, note: bytes) -> None:
        self.note = text_of(note)

    @staticmethod
    def read(path: Path) -> Checkpoint:
        """From its file."""
        return Checkpoint(read_file(path, NOTE_BYTES))

    def take(self, evidence: Evidence, where: str) -> None:
        """Note its head."""
        self.head = evidence.head(self.note, where)

    def check(self, _evidence: Evidence) -> Told:
        """Its signature was checked when it was taken in."""
        root = self.head.root.hex()
        yield (
            f"{self.head.origin} 签名的检查点，{self.head.size} 条，根 {root}",
            f"a checkpoint signed by {self.head.origin}: {self.head.size} records, root {root}",
        )


class Consistency:
    """`.consistency`: that the log of its checkpoint continues the one of an older size."""

    def __init__(self, text: bytes) -> None:
        head, separator, self.note = text_of(text).partition("\n\n")
        lines = head.split("\n")
        if not separator or not lines[0].startswith("old ") or len(lines) > 64:
            raise Fault("不是一致性证明", "not a consistency proof")
        self.old = from_decimal(lines[0][4:])
        self.proof = [one_hash(line) for line in lines[1:]]

    @staticmethod
    def read(path: Path) -> Consistency:
        """From its file."""
        return Consistency(read_file(path, PROOF_BYTES))

    def take(self, evidence: Evidence, where: str) -> None:
        """Note the later head."""
        self.head = evidence.head(self.note, where)

    def check(self, evidence: Evidence) -> Told:
        """The proof leads from every root known of the old size to that and to the new root."""
        origin, new = self.head.origin, self.head.size
        if self.old > new:
            raise Fault("旧检查点比新的大", "the old checkpoint is larger than the new one")
        if self.old == 0 and self.proof:
            raise WRONG_LENGTH
        known = [EMPTY_ROOT] if self.old == 0 else list(evidence.roots.get((origin, self.old), ()))
        if not known:
            raise Fault(
                f"缺少大小为 {self.old} 的旧检查点",
                f"the older checkpoint, of size {self.old}, was not offered",
            )
        for root in known if self.old else ():
            if roots_by_proof(self.old, new, self.proof, root) != (root, self.head.root):
                raise Fault("日志不是旧检查点的延续", "the log does not continue the older checkpoint")
        evidence.link(origin, self.old, new)
        yield (
            f"{origin} 从 {self.old} 条增长到 {new} 条，未改一条",
            f"{origin} grew from {self.old} to {new} records and changed none",
        )


class FieldKeys:
    """`.fieldkeys`: keys of single hidden fields."""

    def __init__(self, text: bytes) -> None:
        self.keys: dict[tuple[str, str], bytes] = {}
        for line in text_of(text).splitlines():
            said = json_of(line)
            if (
                not isinstance(said, list)
                or len(said) != 3
                or not all(isinstance(part, str) for part in said)
            ):
                raise Fault("字段密钥的行不合规范", "a line of field keys is not as the format says")
            place = (said[0], said[1])
            if self.keys.setdefault(place, from_base64url(said[2])) != from_base64url(said[2]):
                raise Fault(f"{place[1]} 有两个密钥", f"{place[1]} has two keys")

    @staticmethod
    def read(path: Path) -> FieldKeys:
        """From its file."""
        return FieldKeys(read_file(path, FIELD_KEYS_BYTES))

    def take(self, evidence: Evidence, _where: str) -> None:
        """Lay the keys out for the records."""
        evidence.field_keys.update(self.keys)

    def check(self, evidence: Evidence) -> Told:
        """Asked last: every key has opened a field of what was offered."""
        idle = sorted(place for place in self.keys if place not in evidence.used)
        if not self.keys or idle:
            where = " ".join(idle[0]) if idle else ""
            raise Fault(
                f"有密钥不属于所给的记录：{where}", f"a key belongs to no field of what was offered: {where}"
            )
        yield f"{len(self.keys)} 个密钥各开一个字段", f"{len(self.keys)} keys open a field each"


# Dossiers: every record of one stream, and what shows that none is missing.


def members_of(said: Any, needed: Sequence[str], allowed: Sequence[str] = ()) -> Sequence[Any]:
    """The needed members of an object in their order, then the allowed ones, None where one is left out."""
    if not isinstance(said, dict) or not set(needed) <= set(said) <= {*needed, *allowed}:
        raise Fault("成员与格式不符", "its members are not those of the format")
    return [said.get(name) for name in (*needed, *allowed)]


def listed(said: Any) -> list[Any]:
    """A list."""
    if not isinstance(said, list):
        raise Fault("应为列表", "not a list")
    return said


def written(said: Any) -> str:
    """A text."""
    if not isinstance(said, str):
        raise Fault("应为文字", "not a text")
    return said


def counted(said: Any) -> int:
    """A number from 0 on."""
    if type(said) is not int or not 0 <= said <= LARGEST:
        raise Fault("应为非负整数", "not a number from 0 on")
    return said


def from_hex(said: Any) -> bytes:
    """A hash in 64 lower-case digits."""
    if not isinstance(said, str) or not re.fullmatch("[0-9a-f]{64}", said):
        raise Fault("哈希应为 64 位小写十六进制", "a hash is 64 lower-case hex digits")
    return bytes.fromhex(said)


class Shown:
    """A record in a dossier, with its path to the checkpoint's root."""

    def __init__(self, said: Any) -> None:
        leaf, path = members_of(said, ("leaf", "path"))
        self.leaf = written(leaf).encode()
        self.path = [from_hex(one) for one in listed(path)]
        self.record = record_of(self.leaf)

    def check(self, head: Head) -> None:
        """It is in the log at the position that it says."""
        position = self.record.position
        if position >= head.size:
            raise Fault(f"第 {position} 号超出检查点", f"record {position} is beyond the checkpoint")
        if root_by_path(hash_leaf(self.leaf), position, head.size, self.path) != head.root:
            raise Fault(f"第 {position} 号不在所签名的日志中", f"record {position} is not in the signed log")


class StreamEnd:
    """Where one stream ended when the ledger was sealed: its entry in the tree over all streams' ends."""

    def __init__(self, said: Any) -> None:
        head, index, path = members_of(said, ("head", "index", "path"))
        self.entry = listed(head)
        if len(self.entry) != 3:
            raise Fault("流末端应为三项", "the end of a stream is said in three parts")
        self.stream, self.version = written(self.entry[0]), counted(self.entry[1])
        self.leaf_hash = from_hex(self.entry[2])
        self.index = counted(index)
        self.path = [from_hex(one) for one in listed(path)]

    def check(self, streams: int, root: bytes) -> None:
        """It is in the sealed tree."""
        if self.index >= streams:
            raise Fault("流末端超出封存的范围", "the end of a stream is beyond what was sealed")
        hashed = hash_leaf(canonical(self.entry).encode())
        if root_by_path(hashed, self.index, streams, self.path) != root:
            raise Fault(
                f"{self.stream} 的末端不是所封存的", f"the end of {self.stream} is not the one sealed"
            )


class Seal:
    """What a `ledger.sealed` record says of the first positions."""

    def __init__(self, record: Record) -> None:
        if (record.stream, record.type) != ("ledger", "ledger.sealed"):
            raise Fault("封存记录的类型不对", "the seal is a record of another type")
        said = record.said.get("data")
        if not isinstance(said, dict):
            raise Fault("封存记录没有内容", "the seal says nothing")
        self.size, self.streams = counted(said.get("size")), counted(said.get("streams"))
        self.log_root, self.ends_root = from_hex(said.get("log_root")), from_hex(said.get("heads_root"))
        if self.size > record.position:
            raise Fault("封存不能涉及其后的记录", "a seal speaks only of what came before it")


class Dossier:
    """`.dossier`."""

    def __init__(self, data: bytes) -> None:
        said = json_of(data.decode())
        if canonical(said).encode() != data:
            raise Fault("不是规范的 JSON", "not canonical JSON")
        form, stream, note, leaves, seal, ends, since = members_of(
            said, ("format", "stream_id", "checkpoint", "leaves"), ("seal", "heads", "since")
        )
        if form != "luli/dossier/1" or (seal is None) != (ends is None):
            raise Fault("不是所知格式的档案", "not a dossier of a known format")
        self.stream, self.note = written(stream), text_of(written(note).encode())
        self.shown = [Shown(one) for one in listed(leaves)]
        self.sealed = None if seal is None else Shown(seal)
        self.ends = [] if ends is None else [StreamEnd(one) for one in listed(ends)]
        self.frontier: list[bytes] = []
        self.since: list[bytes] | None = None
        if since is not None:
            frontier, later = members_of(since, ("frontier", "leaves"))
            self.frontier = [from_hex(one) for one in listed(frontier)]
            self.since = [written(leaf).encode() for leaf in listed(later)]

    @staticmethod
    def read(path: Path) -> Dossier:
        """From its file."""
        return Dossier(read_file(path, DOSSIER_BYTES))

    def take(self, evidence: Evidence, where: str) -> None:
        """Note the head that it leads to."""
        self.head = evidence.head(self.note, where)

    def check(self, evidence: Evidence) -> Told:
        """Every record is in the log, and none of the stream is missing."""
        size = self.prove()
        unopened: Counter[str] = Counter()
        details = [said for one in self.shown for said in evidence.hidden(one.record, unopened)]
        yield self._told(size)
        yield from details
        yield from unopened_fields(unopened)

    def prove(self) -> int:
        """Up to which size of the log, exclusive, none of the stream is missing. A dossier that shows less is none."""
        last = -1
        for version, one in enumerate(self.shown, 1):
            record = one.record
            if (record.stream, record.version) != (self.stream, version) or record.position <= last:
                raise Fault(f"缺少第 {version} 版", f"version {version} is missing")
            last = record.position
            one.check(self.head)
        seal = self._seal()
        size = seal.size if seal else 0
        if seal:
            self._ends_where_sealed(seal)
        if self.since is not None:
            self._nothing_since(size, self.since, seal)
            size = self.head.size
        if size == 0:
            raise Fault(
                "既无封存也无其后的记录，不能证明没有遗漏",
                "without a seal and the records since, it does not show that none is missing",
            )
        return size

    def _told(self, size: int) -> tuple[str, str]:
        if not self.shown:
            return (
                f"{self.head.origin} 前 {size} 条中没有 {self.stream}",
                f"there is no {self.stream} among the first {size} records of {self.head.origin}",
            )
        count = len(self.shown)
        return (
            f"{self.stream} 的 {count} 条记录，在 {self.head.origin} 前 {size} 条中无一遗漏",
            f"the {count} records of {self.stream}: none is missing among the first {size} of {self.head.origin}",
        )

    def _seal(self) -> Seal | None:
        if self.sealed is None:
            return None
        self.sealed.check(self.head)
        return Seal(self.sealed.record)

    def _ends_where_sealed(self, seal: Seal) -> None:
        """The stream's own end among the sealed, or two neighbours between which there is none of its id."""
        for end in self.ends:
            end.check(seal.streams, seal.ends_root)
        before = [one for one in self.shown if one.record.position < seal.size]
        if before:
            wanted = (self.stream, len(before), hash_leaf(before[-1].leaf))
            if [(end.stream, end.version, end.leaf_hash) for end in self.ends] != [wanted]:
                raise Fault(
                    "封存时的末端不是这些记录的最后一条", "the sealed end is not the last of these records"
                )
            return
        ids, mine = [end.stream.encode() for end in self.ends], self.stream.encode()
        indices = [end.index for end in self.ends]
        if not self.ends:
            around = seal.streams == 0
        elif len(self.ends) == 2:
            around = ids[0] < mine < ids[1] and indices[1] == indices[0] + 1
        elif len(self.ends) == 1 and mine < ids[0]:
            around = indices == [0]
        else:
            around = len(self.ends) == 1 and ids[0] < mine and indices == [seal.streams - 1]
        if not around:
            raise Fault(
                "不能证明封存时没有这条流", "it does not show that the stream was not among the sealed"
            )

    def _nothing_since(self, size: int, since: Sequence[bytes], seal: Seal | None) -> None:
        """Every leaf from the seal on is shown, and those of this stream are among its records."""
        tree = Growing.at(size, self.frontier)
        if seal and tree.root() != seal.log_root:
            raise Fault("封存的日志根不同", "the sealed root of the log is another")
        for leaf in since:
            tree.add(hash_leaf(leaf))
        if (tree.size, tree.root()) != (self.head.size, self.head.root):
            raise Fault("其后的记录不全或有改动", "the records since are not all there, or changed")
        theirs = [leaf for leaf in since if record_of(leaf).stream == self.stream]
        if theirs != [one.leaf for one in self.shown if one.record.position >= size]:
            raise Fault("其后有此流的记录未列出", "a record of the stream since then is left out")


# Audit bundles: dossiers, and what was computed from their records.

SAMPLE = 25
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Bundle:
    """`.bundle.zip`. Its members are read one at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._archive = zipfile.ZipFile(path)
        members = self._archive.infolist()
        self.names = {member.filename for member in members}
        if len(self.names) != len(members) or any(member.flag_bits & 1 for member in members):
            raise Fault("成员重复或加密", "a member is there twice, or encrypted")
        if any(member.compress_type != zipfile.ZIP_STORED for member in members):
            raise Fault("成员被压缩", "a member is compressed")
        if sum(member.file_size for member in members) > BUNDLE_BYTES:
            raise Fault("审计包过大", "the bundle is too large")
        self._manifest(self._member("manifest.json"))
        self.note = text_of(self._member("checkpoint"))

    @staticmethod
    def read(path: Path) -> Bundle:
        """From its file."""
        if not stat.S_ISREG(path.stat().st_mode) or not path.name.endswith(".bundle.zip"):
            raise Fault("不是审计包", "not an audit bundle")
        return Bundle(path)

    def take(self, evidence: Evidence, where: str) -> None:
        """Note the head that all its dossiers lead to."""
        self.head = evidence.head(self.note, where)

    def check(self, evidence: Evidence) -> Told:
        """Every member is as the manifest says, every dossier holds, and the sample is the one that the seed draws."""
        if (self.head.origin, self.head.size, self.head.root) != (self.origin, self.size, self.root):
            raise Fault("检查点不是清单所说的", "the checkpoint is not the one that the manifest names")
        if self.names != {*self.files, "manifest.json"}:
            raise Fault("成员与清单不同", "the members are not those of the manifest")
        self._drawn: dict[int, bytes] = {}
        unopened: Counter[str] = Counter()
        values = records = 0
        streams = set()
        for name, hashed in sorted(self.files.items()):
            data = self._member(name)
            if sha256(data).digest() != hashed:
                raise Fault(f"{name} 与清单不符", f"{name} is not what the manifest says")
            if name.startswith("dossiers/"):
                dossier = self._dossier(name, data)
                streams.add(dossier.stream)
                records += len(dossier.shown)
                values += self._read(dossier, evidence, unopened)
        if streams != set(self.streams):
            raise Fault("缺少清单所列的档案", "a dossier that the manifest lists is missing")
        self._check_sample()
        others = sum(not name.startswith("dossiers/") for name in self.files)
        yield (
            f"审计包：{self.since} 至 {self.until}，{len(streams)} 份档案、{records} 条记录，各无遗漏，截至 {self.size} 条",
            f"audit bundle of {self.since} to {self.until}: {len(streams)} dossiers of {records} records, none missing in any, at size {self.size}",
        )
        yield (
            f"抽样 {len(self._sample())} 条，确由种子 {self.seed} 得出",
            f"the sample of {len(self._sample())} records is the one that the seed {self.seed} draws",
        )
        yield (
            f"其余 {others} 个文件由账本算得，与清单一致，本身不构成证明；可凭包的 SHA-256 与所交付的比对",
            f"the {others} other files are computed by the ledger and as the manifest says; they prove nothing by themselves: compare the bundle's SHA-256 with the one handed over",
        )
        if values:
            yield f"打开了 {values} 个隐藏值", f"{values} hidden values were opened"
        yield from unopened_fields(unopened)

    def _member(self, name: str) -> bytes:
        if name not in self.names:
            raise Fault(f"缺少 {name}", f"{name} is missing")
        return self._archive.read(name)

    def _manifest(self, data: bytes) -> None:
        said = json_of(data.decode())
        if canonical(said).encode() != data:
            raise Fault("清单不是规范的 JSON", "the manifest is not canonical JSON")
        texts = ("format", "organisation", "origin", "from", "to", "seed")
        members = members_of(said, (*texts, "root", "size", "position", "files", "streams"))
        form, self.organisation, self.origin, self.since, self.until, self.seed = map(written, members[:6])
        if form != "luli/bundle/1" or not (DATE.fullmatch(self.since) and DATE.fullmatch(self.until)):
            raise Fault("不是所知格式的审计包", "not a bundle of a known format")
        self.root, self.size, self.position = from_hex(members[6]), counted(members[7]), counted(members[8])
        if not isinstance(members[9], dict):
            raise Fault("清单没有列出文件", "the manifest lists no files")
        self.files = {name: from_hex(hashed) for name, hashed in members[9].items()}
        self.streams = [written(stream) for stream in listed(members[10])]

    def _dossier(self, name: str, data: bytes) -> Dossier:
        dossier = Dossier(data)
        if name != f"dossiers/{dossier.stream}.dossier" or dossier.note != self.note:
            raise Fault(f"{name} 不属于这个审计包", f"{name} is of another stream or another checkpoint")
        return dossier

    def _read(self, dossier: Dossier, evidence: Evidence, unopened: Counter[str]) -> int:
        """Check a dossier and note its records for the sample; how many hidden values the keys open."""
        dossier.head = self.head
        try:
            dossier.prove()
        except Fault as fault:
            where = dossier.stream
            raise Fault(f"{where}：{fault.zh}", f"{where}: {fault.en}") from None
        values = 0
        for one in dossier.shown:
            effective_on = str(one.record.said.get("effective_on"))
            if dossier.stream.startswith("worker-") and self.since <= effective_on <= self.until:
                seeded = f"{self.seed}|{one.record.position}".encode()
                self._drawn[one.record.position] = sha256(seeded).digest()
            values += len(list(evidence.hidden(one.record, unopened)))
        return values

    def _sample(self) -> list[int]:
        said = json_of(self._member("sample.json").decode())
        return [counted(one) for one in listed(said.get("positions") if isinstance(said, dict) else None)]

    def _check_sample(self) -> None:
        drawn = sorted(sorted(self._drawn, key=lambda position: self._drawn[position])[:SAMPLE])
        if self._sample() != drawn:
            raise Fault("抽样不是由种子得出的", "the sample is not the one that the seed draws")


# A whole log: C2SP tlog-tiles.

TILE_PATH = re.compile(
    r"tile/(?P<level>0|[1-9][0-9]?|entries)/(?P<number>(?:x[0-9]{3}/)*[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)


def tile_path(level: int | str, index: int, width: int) -> str:
    """Where a tile or bundle lies under the log's folder."""
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.append(f"x{index % 1000:03}")
    partial = "" if width == TILE else f".p/{width}"
    return f"tile/{level}/{'/'.join(reversed(groups))}{partial}"


class Log:
    """A folder with `checkpoint` and `tile/`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.note = text_of(read_file(folder / "checkpoint", NOTE_BYTES))
        self._left: set[str] = set()

    def take(self, evidence: Evidence, where: str) -> None:
        """Note its head."""
        self.head = evidence.head(self.note, where)

    def check(self, evidence: Evidence) -> Told:
        """Every record, every tile and the root; every other checkpoint of this log that was offered."""
        self._left = set(self._files())
        self._versions: dict[str, int] = {}
        self._last_instant = ""
        with_entries = any(path.startswith("tile/entries/") for path in self._left)
        unopened: Counter[str] = Counter()
        details: list[tuple[str, str]] = []
        above: list[bytes] = []
        tree = Growing()
        for index in range(-(-self.head.size // TILE)):
            hashes = self._hashes(0, index, min(TILE, self.head.size - TILE * index))
            if with_entries:
                for record in self._records(index, hashes):
                    details += evidence.hidden(record, unopened)
            for one in hashes:
                tree.add(one)
                self._compare(evidence, tree)
            if len(hashes) == TILE:
                above.append(tile_root(hashes))
        if tree.root() != self.head.root:
            raise Fault("各块的哈希不得出所签名的根", "the tiles do not lead to the signed root")
        self._levels_above(above)
        self._narrower()
        yield (
            f"整个日志 {self.head.origin}：{self.head.size} 条"
            + ("" if with_entries else "，仅哈希，未给出记录"),
            f"the whole log {self.head.origin}: {self.head.size} records"
            + ("" if with_entries else ", hashes only, no record was offered"),
        )
        yield from details
        yield from unopened_fields(unopened)

    def _files(self) -> Iterator[str]:
        for folder, _, files in os.walk(self.folder, onerror=_unreadable):
            for name in files:
                path = (Path(folder) / name).relative_to(self.folder).as_posix()
                if path != "checkpoint":
                    yield path

    def _compare(self, evidence: Evidence, tree: Growing) -> None:
        """Another checkpoint of this log, at the size that the tree has reached."""
        origin = self.head.origin
        roots = evidence.roots.get((origin, tree.size))
        if roots and set(roots) != {tree.root()}:
            raise Fault(
                f"与大小为 {tree.size} 的检查点不符",
                f"it does not continue the checkpoint of size {tree.size}",
            )
        if roots:
            evidence.link(origin, tree.size, self.head.size)

    def _bytes(self, path: str, limit: int) -> bytes:
        if path not in self._left:
            raise Fault(f"缺少 {path}", f"{path} is missing")
        self._left.discard(path)
        return read_file(self.folder / path, limit)

    def _hashes(self, level: int, index: int, width: int) -> list[bytes]:
        path = tile_path(level, index, width)
        data = self._bytes(path, 32 * TILE)
        if len(data) != 32 * width:
            raise Fault(f"{path} 不是 {width} 个哈希", f"{path} is not {width} hashes")
        return [data[at : at + 32] for at in range(0, len(data), 32)]

    def _records(self, index: int, hashes: Sequence[bytes]) -> Iterator[Record]:
        """The records of one bundle, each in its place."""
        path = tile_path("entries", index, len(hashes))
        leaves = entries_in(self._bytes(path, TILE * (LEAF_BYTES + 2)))
        if len(leaves) != len(hashes):
            raise Fault(f"{path} 不是 {len(hashes)} 条记录", f"{path} is not {len(hashes)} records")
        for offset, leaf in enumerate(leaves):
            position = TILE * index + offset
            if hash_leaf(leaf) != hashes[offset]:
                raise Fault(f"第 {position} 号记录与其哈希不符", f"record {position} does not have its hash")
            try:
                record = record_of(leaf)
            except (Fault, *UNREADABLE) as error:
                raise Fault(
                    f"第 {position} 号记录无法读取", f"record {position} cannot be read: {error}"
                ) from None
            self._in_order(record, position)
            yield record

    def _in_order(self, record: Record, position: int) -> None:
        version = self._versions.get(record.stream, 0) + 1
        if (
            record.position != position
            or record.version != version
            or record.recorded_at < self._last_instant
        ):
            raise Fault(
                f"第 {position} 号记录的序号、版本或时间不连续",
                f"record {position}: its position, version or time does not follow",
            )
        self._versions[record.stream] = version
        self._last_instant = record.recorded_at

    def _levels_above(self, nodes: list[bytes]) -> None:
        """Each tile above holds the roots of the full tiles below it."""
        level = 1
        while nodes:
            above = []
            for index in range(-(-len(nodes) // TILE)):
                below = nodes[TILE * index : TILE * (index + 1)]
                if self._hashes(level, index, len(below)) != below:
                    path = tile_path(level, index, len(below))
                    raise Fault(f"{path} 与下一层不符", f"{path} does not follow from the level below")
                if len(below) == TILE:
                    above.append(tile_root(below))
            nodes, level = above, level + 1

    def _narrower(self) -> None:
        """What is left may only be earlier, narrower versions of tiles that are there."""
        for path in sorted(self._left):
            found = TILE_PATH.fullmatch(path)
            if not found or not found["width"] or int(found["width"]) >= TILE:
                raise Fault(f"{path} 不属于这个日志", f"{path} is no part of this log")
            index = int(found["number"].replace("x", "").replace("/", ""))
            data = read_file(self.folder / path, TILE * (LEAF_BYTES + 2))
            level = found["level"] if found["level"] == "entries" else int(found["level"])
            nodes = self.head.size >> (0 if level == "entries" else 8 * int(level))
            width = min(TILE, nodes - TILE * index)
            if tile_path(level, index, int(found["width"])) != path or int(found["width"]) >= width:
                raise Fault(f"{path} 不属于这个日志", f"{path} is no part of this log")
            wider = read_file(self.folder / tile_path(level, index, width), TILE * (LEAF_BYTES + 2))
            counted = len(entries_in(data)) if level == "entries" else len(data) / 32
            if not wider.startswith(data) or counted != int(found["width"]):
                raise Fault(f"{path} 与较宽的同一块不符", f"{path} does not agree with the wider tile")


def _unreadable(error: OSError) -> None:
    raise error


def entries_in(bundle: bytes) -> list[bytes]:
    """The leaves of an entry bundle."""
    leaves, at = [], 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        if end > len(bundle) or at + 2 > len(bundle):
            raise Fault("记录束被截断", "the entry bundle is cut off")
        leaves.append(bundle[at + 2 : end])
        at = end
    return leaves


# The command.

Reader = Callable[[Path], Any]

READERS: dict[str, Reader] = {
    ".tlog-proof": Proof.read,
    ".checkpoint": Checkpoint.read,
    ".consistency": Consistency.read,
    ".fieldkeys": FieldKeys.read,
    ".dossier": Dossier.read,
    ".zip": Bundle.read,
}


def found_in(path: Path) -> Iterator[tuple[Path, Reader | None]]:
    """What a path offers, each with what reads it; None for what nothing reads."""
    if path.is_dir():
        if (path / "checkpoint").exists() and (path / "tile").is_dir():
            yield path, Log
            return
        inside = sorted(path.iterdir())
        if not inside:
            yield path, None
        for one in inside:
            yield from found_in(one)
    elif path.name == "checkpoint":
        yield path, Checkpoint.read
    elif path.suffix == ".leaf":
        yield path.with_suffix(".tlog-proof"), Proof.read
    else:
        yield path, READERS.get(path.suffix)


class Checking:
    """One run over everything that is offered: all of it is read first, then checked against all of it."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self.lines: list[Line] = []
        self._evidence = Evidence(keys)
        self._items: dict[str, Any] = {}

    def run(self, paths: Sequence[Path]) -> list[Line]:
        """Everything that is to be said."""
        for path in paths:
            with self._guarding(str(path)):
                for one, reader in found_in(path):
                    self._read(one, reader)
        proofs = [item for item in self._items.values() if isinstance(item, Proof)]
        while any(proof.hands_over(self._evidence) for proof in proofs):
            continue
        taken = []
        for where, item in self._items.items():
            with self._guarding(where):
                item.take(self._evidence, where)
                taken.append((where, item))
        for where, item in sorted(taken, key=lambda pair: isinstance(pair[1], FieldKeys)):
            with self._guarding(where):
                for number, (zh, en) in enumerate(list(item.check(self._evidence))):
                    self.lines.append(Line(None if number else True, where, zh, en))
        self.lines += self._evidence.conclude()
        if not any(line.holds for line in self.lines):
            self.lines.append(Line(False, "", "没有可以成立的内容", "nothing was offered that holds"))
        return self.lines

    def _read(self, path: Path, reader: Reader | None) -> None:
        where = str(path)
        with self._guarding(where):
            if reader is None:
                raise Fault("不知如何核对这个文件", "nothing here knows how to check this")
            if where not in self._items:
                self._items[where] = reader(path)

    @contextmanager
    def _guarding(self, where: str) -> Iterator[None]:
        """Whatever does not hold or cannot be read becomes a line; the others are checked all the same."""
        try:
            yield
        except Fault as fault:
            self.lines.append(Line(False, where, fault.zh, fault.en))
        except UNREADABLE as error:
            self.lines.append(Line(False, where, "无法读取", f"it cannot be read: {error}"))


def verify(paths: Sequence[Path], keys: Sequence[Key]) -> list[Line]:
    """Everything that is to be said of what was offered."""
    return Checking(keys).run(paths)


def plain(text: str) -> str:
    """What may be shown on a terminal, whatever it came from."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, check, speak; the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--key", action="append", required=True, help="KEY or @FILE; may be repeated / 可重复"
    )
    parser.add_argument("--json", action="store_true", help="one line of JSON / 一行 JSON")
    parser.add_argument("--language", choices=("zh", "en", "both"), default="both", help="语言")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    given = parser.parse_args(arguments)
    try:
        texts = [
            read_file(Path(key[1:]), NOTE_BYTES).decode() if key.startswith("@") else key for key in given.key
        ]
        keys = [key_from(text) for text in texts]
    except Fault as fault:
        parser.error(f"{fault.zh} / {fault.en}")
    except UNREADABLE as error:
        parser.error(str(error))
    lines = verify(given.paths, keys)
    holds = all(line.holds is not False for line in lines)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if given.json:
        print(json.dumps({"ok": holds, "lines": [line._asdict() for line in lines]}))
    else:
        speak(lines, given.language, holds)
    return 0 if holds else 1


def speak(lines: Sequence[Line], language: str, holds: bool) -> None:
    """Print for a person."""
    last = (
        Line(True, "", "所给的全部成立", "everything offered holds")
        if holds
        else Line(False, "", "并非全部成立", "not everything offered holds")
    )
    marks = {True: "✓", False: "✗", None: " "}
    for line in [*lines, last]:
        said = {"zh": line.zh, "en": line.en, "both": f"{line.zh} / {line.en}"}[language]
        print(
            plain(
                f"{marks[line.holds]} {line.where}: {said}" if line.where else f"{marks[line.holds]} {said}"
            )
        )


if __name__ == "__main__":
    sys.exit(main())
