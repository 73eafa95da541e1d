"""The story's chapter on how employment runs on, changes and ends. Its persons are its own, so that chapters do not meet."""

from typing import Final

from api.examples.example import Example

CHAPTER: Final[tuple[Example, ...]] = ()
