"""The command `python -m crawler`: its verbs with their options."""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Sequence

from crawler import checking, commands, plan_searches, quarantined, upkeep_commands
from crawler.errors import CrawlerError, SettingsError, SourceError
from crawler.partition import part_of
from crawler.run import Errand, run, without_hints
from crawler.settings import from_environment
from crawler.sources import Source

DUE_MINUTES = 60


def main(argv: Sequence[str] | None = None) -> int:
    """0 only when all went well, 1 when something failed, 2 when the question was wrong."""
    asked = _parser().parse_args(argv)
    try:
        return _run(asked)
    except CrawlerError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2 if isinstance(error, (SourceError, SettingsError)) else 1
    except KeyboardInterrupt:
        print("interrupted: run the same command again to go on", file=sys.stderr)
        return 130
    except BrokenPipeError:  # `| head`
        sys.stderr.close()
        return 1


def _run(asked: argparse.Namespace) -> int:
    settings = from_environment()
    now = datetime.now(timezone.utc)
    if asked.command == "sample":
        return commands.sample(asked.host, asked.port)
    if asked.command == "parse":
        return commands.parse(asked.file, asked.url, asked.source, asked.sources, now)
    if asked.command in ("backup", "restore"):
        copying = upkeep_commands.backup if asked.command == "backup" else upkeep_commands.restore
        return copying(settings, asked.file)
    if asked.command == "verify":
        return upkeep_commands.verify(settings, asked.repair)
    sources = commands.sources_of(asked.sources, asked.site_base)
    if asked.command == "status":
        return commands.status(settings, sources, now, asked.json, everywhere=asked.sources is None)
    if asked.command == "quarantine":
        return quarantined.run(settings, sources, asked.what, asked.names)
    if asked.command == "check":
        return checking.check(settings, commands.chosen(sources, [asked.source])[0], asked.save)
    if asked.command == "find-plans":
        return plan_searches.run(settings, sources, asked.district, now)
    return run(settings, _errand(asked, commands.chosen(sources, asked.source)))


def _errand(asked: argparse.Namespace, boards: list[Source]) -> Errand:
    left_out: list[str] = []
    if not (asked.source or asked.hints):
        boards, left_out = without_hints(boards)
    part = part_of(asked.part) if asked.part else None
    minutes = asked.minutes or (DUE_MINUTES if asked.due else None)
    return Errand(boards, left_out, asked.due, asked.since, asked.until, part, minutes)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m crawler", description="Fetches boards into the archive.")
    verbs = parser.add_subparsers(dest="command", required=True)
    crawl = verbs.add_parser("run", help="fetch what is new")
    which = "ids such as maru.press, or maru for all its boards; default: all but hints"
    crawl.add_argument("source", nargs="*", help=which)
    crawl.add_argument("--hints", action="store_true", help="also sources that are only hints: old, never verified")
    crawl.add_argument("--due", action="store_true", help="only sources whose time has come")
    crawl.add_argument("--since", type=_day, help="not further back than this day")
    crawl.add_argument("--until", type=_day, help="nothing after this day")
    late = f"leave what is not done after so long to the next run; with --due {DUE_MINUTES} by default"
    crawl.add_argument("--minutes", type=_minutes, help=late)
    crawl.add_argument("--part", help="1/2: the first of two processes that share the hosts among them")
    check = verbs.add_parser("check", help="show one list page and one post of a source")
    check.add_argument("source")
    check.add_argument("--save", action="store_true", help="keep both as a test with what was read")
    held = verbs.add_parser("quarantine", help="suspect captures: list, show, release, discard; accept an alarm")
    held.add_argument("what", nargs="?", default="list", choices=["list", "show", "release", "discard", "accept"])
    named = "numbers of the list, or a source for all that it holds; accept: a source, an alarm"
    held.add_argument("names", nargs="*", help=named)
    plans = verbs.add_parser("find-plans", help="propose boards of plan documents, as TOML for a person to accept")
    plans.add_argument("district", nargs="*", help="ids, codes or names; default: all whose search is due")
    status = verbs.add_parser("status", help="the state of every source")
    status.add_argument("--json", action="store_true")
    for verb in (crawl, check, status, held, plans):
        verb.add_argument("--site-base", help="scheme, host and port instead of those of the sites")
    parse = verbs.add_parser("parse", help="read a saved page")
    parse.add_argument("file", type=Path)
    parse.add_argument("--url", default="", help="where the page came from")
    parse.add_argument("--source", help="the source that it belongs to")
    for verb in (crawl, check, status, held, plans, parse):
        verb.add_argument("--sources", type=Path, help="folder of source files; default: the real districts")
    saving = verbs.add_parser("backup", help="copy the archive into one file, also while it is written")
    restoring = verbs.add_parser("restore", help="make a copy the archive of an empty data folder")
    for verb in (saving, restoring):
        verb.add_argument("file", type=Path)
    verifying = verbs.add_parser("verify", help="compare every body with its hash")
    verifying.add_argument("--repair", action="store_true", help="take out what is damaged, to be fetched again")
    sample = verbs.add_parser("sample", help="serve the sample sites")
    sample.add_argument("--host", default="127.0.0.1")
    sample.add_argument("--port", type=int, default=8010)
    return parser


def _minutes(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"not a number of minutes: {text!r}")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a day like 2026-03-01: {text!r}") from None


if __name__ == "__main__":
    sys.exit(main())
