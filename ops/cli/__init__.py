"""The command line, `luli`: one module a command.

Here belongs what a person or a script types and reads: arguments, progress, messages in both languages, exit status.
Never a decision or a query of its own: each command calls what does the work. Exit status 0 is done, 1 that the answer is
no (a verification failed, rows were refused), 2 wrong use. What a program may read goes to standard output, all else to
standard error.
"""
