"""`python -m ops`, and the script `luli`: runs the command line and turns errors into messages and an exit status."""

import sys

import psycopg
import typer
from pydantic import ValidationError

from domain.errors import InvalidInput, LedgerError
from ops.cli.speaking import NO, WRONG_USE, say, tell
from ops.embedded import EmbeddedPostgresError
from ops.errors import CannotOpen
from ops.keys import KeysUnusable


def main() -> None:
    """Run the command line. Exit status 0 done, 1 the answer is no, 2 wrong use."""
    from ops.cli.app import app

    sys.exit(run(app))


def run(app: typer.Typer, arguments: list[str] | None = None) -> int:
    """Run with these arguments, else those of the process; the exit status."""
    try:
        app(arguments, prog_name="luli")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else NO
    except InvalidInput as error:
        tell(error)
        return WRONG_USE
    except LedgerError as error:
        tell(error)
        return NO
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            name = "LULI_" + "_".join(str(part) for part in fault["loc"]).upper()
            say(f"设置 {name} 有误", f"the setting {name} is wrong: {fault['msg']}")
        return WRONG_USE
    except KeysUnusable as error:
        say("密钥不可用", str(error))
        return WRONG_USE
    except CannotOpen as error:
        say("不能打开账本", str(error))
        return WRONG_USE
    except EmbeddedPostgresError as error:
        say("内置 PostgreSQL 未能启动", str(error))
        return NO
    except psycopg.OperationalError as error:
        say("数据库无法访问", f"the database cannot be reached: {error}")
        return NO
    return 0


if __name__ == "__main__":
    main()
