"""What is true of a career: events, the worker and organisation aggregates, the rulebook, the two-time
timeline, the shape of a ledger record and tree hashing, and use cases over a Ledger port.

Never here: a database, the web, files, the clock, random ids. They come in as arguments, so that the same
history decides the same way for ever.
"""
