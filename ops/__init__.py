"""What runs it: settings, the PostgreSQL store, migrations, keys, the embedded database, the command line,
import, demo, benchmark, the auditors' verifier, and the one composition root that wires them.

Never: imported from below. Nothing in domain, projections or api knows that this package exists.
"""
