"""Who may call, and who looked at what: bearer tokens, sessions and the access log, in PostgreSQL beside the ledger.

Here belongs what `api.dependencies` declares as `Principals`, `Sessions` and `AccessLog`. Never what a role may do (that is
`api.authority`), and never a token in plain: only its SHA-256 is kept.
"""

from ops.access.looks import Looks
from ops.access.sessions import Sessions
from ops.access.tokens import Issued, Tokens

__all__ = ["Issued", "Looks", "Sessions", "Tokens"]
