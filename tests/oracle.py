"""The timeline's definitions word for word, over facts in the order in which they were told: the brute-force oracle."""

from collections.abc import Sequence

from domain.timeline import CORRECTED, RESCINDED
from tests.specification import Fact, cited


def base_of(told: Sequence[Fact], one: Fact) -> Fact:
    """What a correction, however often corrected, is about in the end."""
    while one.type == CORRECTED:
        one = next(other for other in told if cited(other.label) == one.data["target"])
    return one


def stands(told: Sequence[Fact], one: Fact) -> bool:
    """An event stands if no standing rescission names it."""
    return not any(
        other.type == RESCINDED and other.data["target"] == cited(one.label) and stands(told, other)
        for other in told
    )


def content_of(told: Sequence[Fact], one: Fact) -> Fact:
    """The standing correction naming it directly with the highest position, itself resolved the same way; else itself."""
    direct = [
        other
        for other in told
        if other.type == CORRECTED and other.data["target"] == cited(one.label) and stands(told, other)
    ]
    return content_of(told, direct[-1]) if direct else one
