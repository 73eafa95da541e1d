"""Purchases of service: contracts by which a union buys posts from a provider that employs the workers (R21, R23, R48).

Belongs here: the events, states, impossibilities and claims of `purchase-*` streams, and what their places cost by a pay
guide. Never: who works under a purchase (that is an event of each worker), what a guide says (that is rulebook data),
input or output of any kind.
"""
