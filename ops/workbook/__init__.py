"""Workbooks: rosters and events typed by people into `.xlsx` files, read strictly and recorded as an import.

Here belongs what a spreadsheet adds to an import: sheets and their headings, cells as people and programs leave them, names
of organisations and persons in place of ids, and refused rows given back. Judging and recording are `ops.importing`'s.
"""
