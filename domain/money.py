"""Amounts of money: decimal strings in yuan outside, whole fen inside, so that no sum is ever rounded twice."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil


def fen(amount: str) -> int:
    """An amount of yuan in fen."""
    yuan, _, rest = amount.partition(".")
    return int(yuan) * 100 + int(rest or "0")


def yuan(fen_: int) -> str:
    """Fen as an amount of yuan with both decimals; below zero with a minus before it."""
    whole, rest = divmod(abs(fen_), 100)
    return f"{'-' if fen_ < 0 else ''}{whole}.{rest:02}"


def fen_up(amount: Fraction) -> int:
    """Fen of which a part counts whole: what covers the amount."""
    return ceil(amount)


def apportioned(total: int, weights: Sequence[int]) -> list[int]:
    """A whole number split in proportion to weights, so that the parts sum to it (largest remainders; ties to the first).

    All weights 0 give parts of 0.
    """
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    parts = [total * weight // whole for weight in weights]
    remainders = [total * weight % whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: (-remainders[place], place))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts
