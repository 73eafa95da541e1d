"""Activists and volunteers (工会积极分子、服务职工志愿者): a light registry of people who work with the unions' workers.

Each is a data subject of its own, with a key of its own. Belongs here: the events, state, impossibilities and claims of
`volunteer-*` streams. Never: their later life as a worker (that is the worker's record, which is named), input or output
of any kind.
"""
