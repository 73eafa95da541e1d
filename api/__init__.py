"""What is spoken: HTTP commands, queries, the audit surface, feeds and pages, and the one table that turns a
refusal into a problem document.

Never here: SQL, or a rule. What may happen is decided in domain; what is stored is reached through its ports.
"""
