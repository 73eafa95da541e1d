"""Names of administrative divisions: real codes (GB/T 2260), as data with its source (see README.md here).

Belongs here: the list and looking names up in it. Never here: what a code's shape means (`domain.codes`), or
a refusal because a code is not in the list.
"""

from ops.divisions.names import Division, Divisions, load_divisions

__all__ = ["Division", "Divisions", "load_divisions"]
