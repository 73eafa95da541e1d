"""One worker's life: its events by concept, the state they fold to, and what can never be.

Belongs here: event shapes, facets of state, impossibilities and folding, one module a talent concept. Never: what an
authority decided (that is rulebook data), other people's streams, input or output of any kind.
"""
