"""One Alembic revision a file: its number, the one before it, and the SQL file that it runs. Nothing else."""
