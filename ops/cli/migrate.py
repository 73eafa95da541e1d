"""`luli migrate`: bring the database to this version's shape, and enact the national rulebook."""

from ops.cli.opening import OPERATOR, settings
from ops.cli.speaking import say


def migrate() -> None:
    """升级数据库结构，并施行内置的全国规则书 / migrate the database and enact the bundled national rulebook."""
    from ops.cli.books import enact_bundled
    from ops.composition import open_database, open_ledger
    from ops.migrate import migrate as run_migrations
    from ops.migrate import newest

    configured = settings()
    with open_database(configured) as database:
        run_migrations(database.owner)
        say(f"数据库结构为 {newest()}", f"the database has migration {newest()}")
        with open_ledger(configured) as runtime:
            for code in enact_bundled(runtime.ledger, runtime.shelf, OPERATOR):
                say(f"规则书 {code} 已施行", f"the rulebook {code} is enacted")
