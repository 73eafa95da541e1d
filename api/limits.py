"""How much of anything is taken in, in one place."""

from typing import Final

BODY_BYTES: Final = 256 * 1024
"""Of one command. A recorded event stays under 64 KiB; the rest is room for layout and several events."""
BOOK_BYTES: Final = 1024 * 1024
"""Of a rulebook, which becomes many events."""
BATCH_BYTES: Final = 8 * 1024 * 1024
WORKBOOK_BYTES: Final = 20 * 1024 * 1024
BATCH_COMMANDS: Final = 1000
KEY_CHARACTERS: Final = 200
"""Of an Idempotency-Key."""
TOKEN_CHARACTERS: Final = 200
VERSION_DIGITS: Final = 9
"""Of an expected version in If-Match."""

TOGETHER_COMMANDS: Final = 20
"""Commands on one worker that are recorded together."""
INLINE_BYTES: Final = 16 * 1024
"""Of a body that is read on the event loop: a tenth of a millisecond. Larger ones are read in a thread."""
THREADS: Final = 32
"""Batches, rulebooks and large bodies worked on at once; further ones wait."""
IN_FLIGHT: Final = 512
"""Requests of one principal at once; more are answered 429."""
RETRY_SECONDS: Final = 2
"""What `Retry-After` says."""
REMEMBERED_SECONDS: Final = 5.0
"""How long a principal is remembered by its token: a revoked token works no longer than this."""
REMEMBERED_TOKENS: Final = 10_000

FORM_BYTES: Final = 64 * 1024
FORM_FIELDS: Final = 200
"""Of a form of a page."""
SESSION_CHARACTERS: Final = 100
"""Of a session's cookie and of a one-time code."""
