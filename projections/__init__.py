"""What is read: bitemporal read models, each a module with its SQL beside it, the batch runner that fills
them, and the log's hash tiles.

Never here: a decision. A read model can be thrown away and filled again from the events, and nothing is lost.
"""
