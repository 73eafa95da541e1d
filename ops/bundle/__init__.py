"""Audit bundles: what an audit body takes home about an organisation and a period, as one file with its proofs.

`contents.py` says what is in one, `archive.py` writes it, always the same bytes for the same seal; `words.py` has the texts
that go with it. Everything in a bundle is as known at the last seal, and hidden values stay sealed.
"""
