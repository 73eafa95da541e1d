"""The verifier's own Ed25519 takes what RFC 8032 takes, and nothing else."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from ops.verifier.verify_ledger import ORDER, P, ed25519_good

# RFC 8032 section 7.1: public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]
KEY, MESSAGE, SIGNATURE = (bytes.fromhex(part) for part in VECTORS[2])


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_the_published_vectors(key: str, message: str, signature: str) -> None:
    assert ed25519_good(bytes.fromhex(key), bytes.fromhex(signature), bytes.fromhex(message))


def test_no_single_bit_may_change() -> None:
    for bit in range(8 * len(SIGNATURE)):
        changed = bytearray(SIGNATURE)
        changed[bit // 8] ^= 1 << bit % 8
        assert not ed25519_good(KEY, bytes(changed), MESSAGE), f"bit {bit} of the signature"
    for bit in range(8 * len(KEY)):
        key = bytearray(KEY)
        key[bit // 8] ^= 1 << bit % 8
        assert not ed25519_good(bytes(key), SIGNATURE, MESSAGE), f"bit {bit} of the key"


def test_a_second_spelling_of_the_same_signature_is_refused() -> None:
    s = int.from_bytes(SIGNATURE[32:], "little") + ORDER
    assert not ed25519_good(KEY, SIGNATURE[:32] + s.to_bytes(32, "little"), MESSAGE)


@pytest.mark.parametrize(
    ("key", "signature"),
    [
        (b"", SIGNATURE),
        (KEY[:31], SIGNATURE),
        (KEY, SIGNATURE[:63]),
        (KEY, SIGNATURE + b"\0"),
        ((P + 1).to_bytes(32, "little"), SIGNATURE),
        ((1 | 1 << 255).to_bytes(32, "little"), SIGNATURE),
        ((2).to_bytes(32, "little"), SIGNATURE),
    ],
    ids=["no key", "short key", "short", "long", "y beyond the field", "x 0 with a sign", "no point"],
)
def test_what_is_no_key_or_no_signature_is_refused(key: bytes, signature: bytes) -> None:
    assert not ed25519_good(key, signature, MESSAGE)


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
def test_it_agrees_with_another_implementation(seed: bytes, message: bytes) -> None:
    secret = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = secret.public_key().public_bytes_raw(), secret.sign(message)
    assert ed25519_good(public, signature, message)
    assert not ed25519_good(public, signature, message + b"\0")
