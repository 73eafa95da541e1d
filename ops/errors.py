"""What keeps a ledger from being opened, told apart from faults of the program so that the command line can explain."""


class CannotOpen(Exception):
    """The ledger cannot be opened as it is configured. The message says what to do."""
