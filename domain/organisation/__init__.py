"""Organisations and posts: registration, the effective-dated tree, posts with their seats.

Belongs here: the events, states and impossibilities of `organisation-*` and `post-*` streams. Never: persons, rules
that an authority decided (they are rulebook data), input or output of any kind.
"""
