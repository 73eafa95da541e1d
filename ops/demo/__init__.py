"""A generated population for trying things out and for measuring: organisations, posts, careers.

Here belongs the making of import rows from a seed: the same numbers give the same rows, whatever machine. Divisions and
their codes are real, every person is plainly generated (see `people`). Never a way into the ledger of its own: the rows go
through the import and so through every rule.
"""
