"""`luli doctor`: what stands in the way of running here, before it does."""

import os
import platform
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from ops.cli.opening import settings
from ops.cli.speaking import NO, answer, both
from ops.settings import Settings

if TYPE_CHECKING:
    from ops.composition import DatabaseUrls

FREE_BYTES: Final = 2 * 1024**3
CLOCK_SECONDS: Final = 5
POSTGRES_MINIMUM: Final = 150_000


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: whether it is as it should be, and what was found."""

    name: str
    ok: bool
    zh: str
    en: str


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help=both("JSON 输出", "print JSON"))] = False,
) -> None:
    """检查运行环境、密钥、数据库与时钟 / check what running needs: Python, keys, database, clock, disk."""
    configured = settings()
    checks = [check for look in LOOKS for check in look(configured)]
    if as_json:
        found: list[dict[str, Any]] = [
            {"name": check.name, "ok": check.ok, "zh": check.zh, "en": check.en} for check in checks
        ]
        answer({"ok": all(check.ok for check in checks), "checks": found})
    else:
        for check in checks:
            typer.echo(f"{'✓' if check.ok else '✗'} {check.name}: {both(check.zh, check.en)}")
    if not all(check.ok for check in checks):
        raise typer.Exit(NO)


def _python(_settings: Settings) -> Iterator[Check]:
    found = platform.python_version()
    yield Check(
        "python", sys.version_info >= (3, 11), f"Python {found}，需 3.11 以上", f"{found}, 3.11 or later"
    )


def _wheel(configured: Settings) -> Iterator[Check]:
    """The embedded server's binaries, where they are needed."""
    from ops.embedded.binaries import wheel_binaries
    from ops.embedded.errors import MissingBinariesError

    if configured.database_url is not None:
        yield Check(
            "postgres-binaries", True, "使用外部数据库，不需要", "not needed: a database is configured"
        )
        return
    try:
        folder = wheel_binaries().folder
    except MissingBinariesError as error:
        yield Check("postgres-binaries", False, "缺少内置 PostgreSQL", str(error))
    else:
        yield Check("postgres-binaries", True, f"内置 PostgreSQL 在 {folder}", f"they are in {folder}")


def _data(configured: Settings) -> Iterator[Check]:
    folder = configured.data.absolute()
    there = next(path for path in (folder, *folder.parents) if path.exists())
    writable = os.access(there, os.W_OK | os.X_OK)
    yield Check("data-folder", writable, f"数据位于 {folder}", f"data lies in {folder}")
    free = shutil.disk_usage(there).free
    yield Check(
        "disk", free >= FREE_BYTES, f"剩余 {free // 1024**2} MiB", f"{free // 1024**2} MiB free, 2048 wanted"
    )


def _keys(configured: Settings) -> Iterator[Check]:
    from ops import keys

    folder = configured.keys_folder
    if not folder.exists():
        yield Check(
            "keys",
            True,
            f"{folder} 尚无密钥，首次启动时生成",
            f"none yet in {folder}: made at the first start",
        )
        return
    try:
        keys.load(folder)
    except keys.KeysUnusable as error:
        yield Check("keys", False, "密钥不可用", str(error))
        return
    mode = stat.S_IMODE(folder.stat().st_mode)
    closed = not mode & (stat.S_IRWXG | stat.S_IRWXO)
    yield Check("keys", closed, f"{folder} 权限 {mode:04o}", f"{folder} has mode {mode:04o}, 0700 wanted")


def _library(_settings: Settings) -> Iterator[Check]:
    from ops.store.factory import DB_FUNCTIONS, is_on

    on = is_on(os.environ.get(DB_FUNCTIONS))
    yield Check(
        "library-functions",
        not on,
        "POSTGRES_ENABLE_DB_FUNCTIONS 会绕过写锁，必须关闭" if on else "未启用数据库函数",
        "POSTGRES_ENABLE_DB_FUNCTIONS skips the lock: unset it" if on else "database functions are off",
    )


def _database(configured: Settings) -> Iterator[Check]:
    import psycopg

    from ops.composition import open_database
    from ops.embedded import EmbeddedPostgresError

    try:
        with open_database(configured) as database:
            yield from _ask(database)
    except (psycopg.Error, EmbeddedPostgresError) as error:
        yield Check("database", False, "数据库无法访问", f"it cannot be reached: {error}")


def _ask(database: "DatabaseUrls") -> Iterator[Check]:
    import psycopg

    from ops.migrate import current, newest

    with psycopg.connect(
        database.app, autocommit=True, prepare_threshold=None, connect_timeout=5
    ) as connection:
        version, superuser, owns = _row(
            connection,
            "SELECT current_setting('server_version_num')::int, "
            "(SELECT rolsuper FROM pg_roles WHERE rolname = current_user), "
            "EXISTS (SELECT FROM pg_tables WHERE schemaname = 'ledger' AND tableowner = current_user)",
        )
        yield Check(
            "database", version >= POSTGRES_MINIMUM, f"PostgreSQL {version}", f"{version}, 15 or later"
        )
        yield Check(
            "roles",
            not superuser and not owns,
            "应用角色不拥有账本表" if not owns else "应用角色拥有账本表，另设 LULI_OWNER_URL",
            "the application's role owns no table" if not owns else "it owns the tables: use a second role",
        )
        (theirs,) = _row(connection, "SELECT clock_timestamp()")
        apart = abs((theirs - datetime.now(UTC)).total_seconds())
        yield Check("clock", apart < CLOCK_SECONDS, f"与数据库相差 {apart:.1f} 秒", f"{apart:.1f} s apart")
        yield from _parked(connection)
    have, need = current(database.app), newest()
    yield Check(
        "migrations", have in {need, None}, f"已到 {have}，本版本为 {need}", f"{have or 'none yet'} of {need}"
    )


def _parked(connection: Any) -> Iterator[Check]:
    """Streams that a read model has left out, the first of each with what was raised."""
    from projections.parked import left_out

    found = left_out(lambda statement, parameters=None: connection.execute(statement, parameters).fetchall())
    for model, streams in found.items():
        if not streams:
            yield Check(f"read-model-{model}", True, "没有搁置的记录流", "no stream is parked")
            continue
        first, count = streams[0], len(streams)
        yield Check(
            f"read-model-{model}",
            False,
            f"搁置 {count} 个记录流，首为 {first.stream_id}（第 {first.position} 号）；排除原因后运行 luli rebuild {model}",
            f"{count} streams are parked, first {first.stream_id} at position {first.position}: {first.error}; "
            f"when that is mended run luli rebuild {model}",
        )


def _row(connection: Any, query: str) -> tuple[Any, ...]:
    row: tuple[Any, ...] = connection.execute(query).fetchone()
    return row


def _place(configured: Settings) -> Iterator[Check]:
    from ops.embedded import EmbeddedPostgres

    if configured.database_url is not None:
        return
    home: Path | None = EmbeddedPostgres(configured.data).status().home
    yield Check(
        "cluster",
        True,
        f"数据库文件位于 {home or '尚未建立'}",
        f"the cluster lies in {home or 'nowhere yet'}",
    )


Look = Callable[[Settings], Iterator[Check]]
LOOKS: Final[tuple[Look, ...]] = (_python, _wheel, _data, _keys, _library, _database, _place)
