"""The auditors' stand-alone verifier: one file of standard Python that shares no code with the ledger.

Belongs here: `verify_ledger.py`, which is copied to an auditor's own machine. Never: an import of anything else here.
"""
