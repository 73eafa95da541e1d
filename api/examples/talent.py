"""The story's chapter on qualification and talent. Its persons are its own, so that chapters do not meet."""

from typing import Final

from api.examples.example import Example

CHAPTER: Final[tuple[Example, ...]] = ()
