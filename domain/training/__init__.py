"""Courses of training, offered by a provider until they are withdrawn.

Belongs here: the events, state and impossibilities of `course-*` streams. Never: who completed a course (that is an event
of each worker), how many hours a registration asks for (that is rulebook data), input or output of any kind.
"""
