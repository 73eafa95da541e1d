"""The database's shape: numbered SQL files in `sql/`, each run by the Alembic revision of the same number.

Here belongs what creates or changes tables, and the grants, which are given anew after every run. Never data
that a command could record, and never an edit of a file that was published.
"""
