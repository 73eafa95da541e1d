"""The story's chapter on assessment cycles and what follows an assessment. Its persons are its own, so that chapters do not meet."""

from typing import Final

from api.examples.example import Example

CHAPTER: Final[tuple[Example, ...]] = ()
