"""One story for the description: every command's example, in an order in which a ledger takes them all.

All ids follow from the idempotency keys, so the examples refer to one another as real commands would. The persons and
organisations are made up; each example says how it ends.
"""

from typing import Final

from api.examples import (
    assessment,
    conduct,
    employment,
    establishment,
    first,
    merging,
    organisations,
    purchase,
    talent,
    training,
)
from api.examples.book import BOOK, BOOK_LABEL
from api.examples.example import Example

__all__ = ["BATCHES", "BOOK", "BOOK_LABEL", "STORY", "Example", "examples_of"]

STORY: Final = (
    *first.ORGANISATIONS,
    *first.POSTS,
    *first.CAREER,
    *employment.CHAPTER,
    *talent.CHAPTER,
    *conduct.CHAPTER,
    *assessment.CHAPTER,
    *purchase.CHAPTER,
    *merging.CHAPTER,
    *establishment.CHAPTER,
    *training.CHAPTER,
    *organisations.CHAPTER,
)
"""Every example, in the order in which they are sent."""

BATCHES: Final = {"one course completed by several / 一批人员完成同一课程": training.BATCH}
"""Examples of a batch; each of its commands is one of the story too, under the same key."""


def examples_of(target: str) -> tuple[Example, ...]:
    """The examples of one command."""
    return tuple(example for example in STORY if example.target == target)
