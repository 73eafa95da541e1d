"""Assessment cycles: opened and closed per organisation, with the workers enrolled and the quota of the top grade.

Belongs here: the events, states, impossibilities and claims of `cycle-*` streams, and what is overdue in them. Never:
results themselves (they are events of each worker), how large the share of the top grade may be (that is rulebook
data), input or output of any kind.
"""
