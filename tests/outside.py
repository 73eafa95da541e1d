"""Other people's verifiers, asked about our proofs: proofbundle, pymerkle and sigstore's Merkle module.

They share nothing with the ledger, and each reads what it understands: proofbundle the whole proof file with its
signature, and growth; pymerkle and sigstore the path to the root.
"""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

from proofbundle.merkle import verify_consistency
from proofbundle.tlogproof import verify_tlog_proof
from pymerkle import InclusionProof, InvalidProof
from pymerkle.core import _inclusion_path_layout
from sigstore._internal.merkle import verify_merkle_inclusion
from sigstore.errors import VerificationError

from domain.consistency import ConsistencyProof as OurGrowth
from domain.proofs import InclusionProof as OurProof

Path = Sequence[bytes]


def proofbundle_takes(text: str, leaf: bytes, key: str) -> bool:
    """A whole proof file against the log's key."""
    return bool(verify_tlog_proof(text, leaf, key)["ok"])


def sigstore_takes(leaf: bytes, index: int, size: int, path: Path, root: bytes) -> bool:
    """A path to a root, as Rekor's entries have it. It has no check of its own that the index is in the tree."""
    inner = SimpleNamespace(log_index=index, tree_size=size, hashes=list(path), root_hash=root)
    entry = SimpleNamespace(_inner=SimpleNamespace(inclusion_proof=inner, canonicalized_body=leaf))
    try:
        verify_merkle_inclusion(cast("Any", entry))
    except VerificationError:
        return False
    return True


def pymerkle_takes(leaf_hash: bytes, index: int, size: int, path: Path, root: bytes) -> bool:
    """A path to a root; it counts from one, and begins a path with the leaf itself."""
    rule, _ = _inclusion_path_layout(index + 1, size)
    proof = InclusionProof("sha256", True, size, index + 1, rule, [leaf_hash, *path])
    try:
        proof.verify(leaf_hash, root, index=index + 1, size=size)
    except InvalidProof:
        return False
    return True


def all_take(text: str, ours: OurProof, leaf: bytes, leaf_hash: bytes, key: str) -> bool:
    """Whether every one of them takes this proof of this leaf."""
    head = ours.checkpoint()
    place = (ours.index, head.size, ours.hashes, head.root)
    return (
        proofbundle_takes(text, leaf, key)
        and sigstore_takes(leaf, *place)
        and pymerkle_takes(leaf_hash, *place)
    )


def takes_growth(ours: OurGrowth, before: bytes) -> bool:
    """Whether proofbundle takes this growth from a root that was kept. Pymerkle lays such paths out in a way of its own."""
    head = ours.checkpoint()
    return bool(verify_consistency(ours.old, head.size, list(ours.hashes), before, head.root))
