"""The Typer application that gathers the commands."""

import typer

from ops.cli import (
    bench,
    bundle,
    checkpoint,
    demo,
    doctor,
    dossier,
    erase,
    export,
    extract,
    import_rows,
    keys,
    migrate,
    proof,
    rebuild,
    reconcile,
    replay,
    report,
    rulebook,
    seal,
    serve,
    token,
    verify,
)

app = typer.Typer(
    name="luli",
    help="履历：工会社会工作人才账本 / Lüli: a talent lifecycle ledger with an audit trail",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("serve")(serve.serve)
app.command("migrate")(migrate.migrate)
app.command("demo")(demo.demo)
app.command("import")(import_rows.import_rows)
app.command("verify")(verify.verify)
app.command("rebuild")(rebuild.rebuild)
app.command("token")(token.token)
app.command("erase")(erase.erase)
app.command("proof")(proof.proof)
app.command("checkpoint")(checkpoint.checkpoint)
app.command("dossier")(dossier.dossier)
app.command("replay")(replay.replay)
app.command("bundle")(bundle.bundle)
app.command("seal")(seal.seal)
app.command("worklist")(report.worklist)
app.command("report")(report.report)
app.command("extract")(extract.extract)
app.command("reconcile")(reconcile.reconcile)
app.command("bench")(bench.bench)
app.command("doctor")(doctor.doctor)
app.add_typer(rulebook.app, name="rulebook")
app.add_typer(export.app, name="export")
app.add_typer(keys.app, name="keys")
