"""How a receipt is written."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from domain.ledger import Receipt


class ReceiptShown(BaseModel):
    """收据：账本已收下一个事件的证明 / proof that one event was taken in."""

    model_config = ConfigDict(title="Receipt")

    event_id: str
    stream_id: str = Field(description="人员、组织或岗位编号 / worker, organisation or post id")
    stream_version: int = Field(ge=1)
    position: int = Field(ge=0, description="在账本中的序号 / position in the log, from 0")
    leaf_hash: str = Field(description="叶哈希 / RFC 9162 leaf hash, hexadecimal")
    size: int = Field(ge=1, description="提交后的树大小 / size of the tree after the commit")
    root: str = Field(description="提交后的树根 / root hash after the commit, hexadecimal")
    signature: str = Field(
        description="签名行 / base64 of the C2SP signature line over the checkpoint of this size and root"
    )


class Receipts(BaseModel):
    """每个已记录事件一份收据 / a receipt for each event recorded, in the order of the command."""

    receipts: list[ReceiptShown]


def receipt_json(receipt: Receipt) -> dict[str, Any]:
    """A receipt as JSON; hashes in hexadecimal."""
    return {
        "event_id": str(receipt.event_id),
        "stream_id": receipt.stream_id,
        "stream_version": receipt.stream_version,
        "position": receipt.position,
        "leaf_hash": receipt.leaf_hash.hex(),
        "size": receipt.size,
        "root": receipt.root.hex(),
        "signature": receipt.signature,
    }
