"""What the tests of a worker's later life ask of a told story."""

from datetime import date

from tests.unit.domain.rulebook.story import Story


def open_on(story: Story, day: str) -> bool:
    """Whether the worker takes a place of a purchase on that day."""
    state = story.timeline().as_of(date.fromisoformat(day))
    return any(one.open for one in state.particulars.purchase_assignments)
