"""The `penata` command. Modules import Django only in commands, so that those on files alone never need it."""

from __future__ import annotations

import os
import sys

import typer

from penata.config.database import NoDatabase

from . import demo, exporting, forum, importing, improvement, plans, routing, running, surveys

app = typer.Typer(
    name="penata",
    help="A city whose structure is clear answers its residents, and learns from what they say.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("demo")(demo.demo)
app.command("serve")(running.serve)
app.command("worker")(running.worker)
app.command("migrate")(running.migrate)
app.command("check")(running.check)
app.command("import")(importing.bring_in)
app.command("export")(exporting.write_out)
app.add_typer(routing.app, name="routing")
app.add_typer(plans.app, name="plans")
app.add_typer(surveys.app, name="surveys")
app.add_typer(improvement.app, name="improvement")
app.add_typer(forum.app, name="forum")


def main() -> None:
    """Run the command; what is wrong with the surroundings is said in one plain line, exit code 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "penata.config.settings")
    try:
        app()
    except NoDatabase as error:
        print(f"penata: {error}", file=sys.stderr)
        sys.exit(1)
