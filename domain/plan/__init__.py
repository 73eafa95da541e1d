"""Hiring plans: how many people an organisation may take on in a year, line by line (R70).

Belongs here: the events, states, impossibilities and claims of `plan-*` streams, and what a hiring that cites a line has
to fit. Never: hirings themselves (they are events of each worker), input or output of any kind.
"""
