"""The field keys of events that one reader may have: whole classes of hidden values, erased ones left out."""

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Set

from domain.disclosing import field_keys_file, hidden_values
from domain.hidden import Disclosure, Erased
from domain.record import Event
from projections.source import Source


def field_keys(source: Source, events: Iterable[Event], classes: Set[Disclosure]) -> bytes:
    """The file of the keys of all hidden values of these classes in the events, in their order."""
    return field_keys_file(
        (sealed.event_id, sealed.pointer, urlsafe_b64encode(key).rstrip(b"=").decode())
        for event in events
        for disclosure, sealed in hidden_values(event)
        if disclosure in classes and not isinstance(key := source.field_key(sealed), Erased)
    )
