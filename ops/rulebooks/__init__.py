"""Rulebooks as files: the bundled ones, and reading and checking any that an authority wrote.

Belongs here: YAML files, one a jurisdiction, and their loader. Never: what a rule means or how it is judged (that is
`domain.rulebook`), and rules written as code.
"""

from ops.rulebooks.files import bundled, check, load

__all__ = ["bundled", "check", "load"]
