"""The table `read.post`: posts by their titles, over both times, for rosters that ask for the text of a post."""

from collections.abc import Iterator
from typing import Any, Final

from domain.bitemporal import Content, View
from domain.organisation.post_life import evolve_post
from domain.organisation.state import PostState
from projections.passes import Pass, key_of


def _members(state: PostState | None) -> tuple[str | None, str | None]:
    return (None, None) if state is None else (state.organisation, state.title)


class PostTable:
    """The table `post`."""

    name: Final = "post"
    columns: Final = ("post_id", "place", "title")
    view: Final[View[PostState | None]] = View(_members, lambda members: members[1] is not None)

    def rows(self, stream_id: str, content: Content) -> Iterator[tuple[Any, ...]]:
        """The one row of a post."""
        organisation, title = content.members
        yield key_of(stream_id), key_of(organisation), title


def posts() -> Pass[PostState | None]:
    """The read model `posts`."""
    return Pass("posts", "post", None, evolve_post, (PostTable(),))
