"""Rulebooks: rules and settings that authorities decided, as data with a source.

Belongs here: the shapes of rules and settings, their events, inheritance from nation to county, the vocabulary of
facts that rules speak of, and their evaluation through CEL. Never: what cannot be otherwise (the concept modules of
`worker` and `organisation` hold that), files, the clock.
"""
