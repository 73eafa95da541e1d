"""Import: files of commands, recorded through the same decisions as a command over HTTP, a worker process a core.

Here belongs the reading of import files, the resolving of the local names in them, and the bulk path: many commands a
transaction, every rule asked and every hidden value sealed. Never a rule of its own, and never a second way into the
record: what the bulk path cannot record is judged again alone, as any command is.
"""
