"""`luli bench`: what the ledger can do, as ratios against raw PostgreSQL and the library's stock parts in the same run.

Here belong the measurements, the stock side of each comparison and the scratch server they run on: an embedded
PostgreSQL in a temporary folder, with durability on, removed afterwards. Never anything that the ledger itself needs,
and never a ledger that somebody uses.
"""
