"""The four keys that live outside the database: signing, key-encryption, HMAC and index.

A folder (mode 0700) holds one file a key (mode 0600): 32 bytes as unpadded base64url and a newline. Without
the key-encryption key every hidden value is lost, and without the HMAC key every idempotency key: both are
backed up together, apart from the database.
"""

import os
import shutil
import stat
import tempfile
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_BYTES: Final = 32
NEXT_SIGNING: Final = "signing.next.key"
"""Where the new signing key lies while the ledger changes to it."""
FILES: Final = {
    "signing": "signing.key",
    "encryption": "key-encryption.key",
    "digest": "hmac.key",
    "index": "index.key",
}


class KeysUnusable(Exception):
    """A key file is missing, damaged, already there, or readable by others. The message says which and why."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one ledger, 32 bytes each. Never printed.

    `signing` is the Ed25519 seed of the checkpoint key; `encryption` wraps the subjects' keys; `digest` makes
    the idempotency HMACs; `index` makes the blind index.
    """

    signing: bytes = field(repr=False)
    encryption: bytes = field(repr=False)
    digest: bytes = field(repr=False)
    index: bytes = field(repr=False)

    def __post_init__(self) -> None:
        for name in FILES:
            if len(getattr(self, name)) != KEY_BYTES:
                raise KeysUnusable(f"the {name} key is not {KEY_BYTES} bytes")

    @property
    def signer(self) -> Ed25519PrivateKey:
        """The key that signs checkpoints and receipts."""
        return Ed25519PrivateKey.from_private_bytes(self.signing)

    @classmethod
    def generate(cls) -> Self:
        """Four new keys from the operating system's random source."""
        return cls(*(os.urandom(KEY_BYTES) for _ in FILES))


def init(folder: Path) -> Keys:
    """Make new keys in a folder that does not exist yet or is empty. Raises KeysUnusable; never overwrites a
    key.

    The folder appears complete or not at all, so that a crash leaves no half of it behind.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    keys = Keys.generate()
    prepared = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, file in FILES.items():
            _write(prepared / file, getattr(keys, name))
        _sync(prepared)
        prepared.rename(folder)
    except OSError as error:
        shutil.rmtree(prepared, ignore_errors=True)
        raise KeysUnusable(f"no keys were made in {folder}: {error.strerror}") from error
    _sync(folder.parent)
    return keys


def load(folder: Path) -> Keys:
    """The keys of a folder that `init` made. Raises KeysUnusable when one is missing, damaged or open to
    others.
    """
    return Keys(**{name: _read(folder / file) for name, file in FILES.items()})


def load_or_init(folder: Path) -> Keys:
    """The keys of a folder, made on the first call; two processes that call at once get the same ones."""
    if not (folder / FILES["signing"]).exists():
        try:
            return init(folder)
        except KeysUnusable:
            if not (folder / FILES["signing"]).exists():
                raise
    return load(folder)


def next_signing(folder: Path) -> bytes | None:
    """The signing key that the ledger is changing to, None when it is not. Raises KeysUnusable."""
    path = folder / NEXT_SIGNING
    return _read(path) if path.exists() else None


def prepare_next_signing(folder: Path) -> bytes:
    """The signing key to change to: the one made before, where a change was interrupted, else a new one."""
    known = next_signing(folder)
    if known is not None:
        return known
    prepared = folder / f".{NEXT_SIGNING}"
    prepared.unlink(missing_ok=True)
    _write(prepared, os.urandom(KEY_BYTES))
    prepared.rename(folder / NEXT_SIGNING)
    _sync(folder)
    return _read(folder / NEXT_SIGNING)


def adopt_next_signing(folder: Path) -> None:
    """Put the next signing key in the place of the old one, which is gone then."""
    (folder / NEXT_SIGNING).replace(folder / FILES["signing"])
    _sync(folder)


def _write(path: Path, key: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(urlsafe_b64encode(key).rstrip(b"=") + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        text = path.read_bytes().strip()
    except OSError as error:
        raise KeysUnusable(f"{path}: {error.strerror}; `luli keys init` makes the keys") from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeysUnusable(f"{path} can be read by others (mode {stat.S_IMODE(mode):04o}); it has to be 0600")
    try:
        key = urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    except Base64Error as error:
        raise KeysUnusable(f"{path} is damaged: {error}") from error
    if len(key) != KEY_BYTES:
        raise KeysUnusable(f"{path} is damaged: {len(key)} bytes in place of {KEY_BYTES}")
    return key


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
