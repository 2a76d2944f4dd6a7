"""The state of every source at a glance: a line a government, then what needs a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, Mapping, Sequence

import mappings
from crawler.alarms import legend
from crawler.report import CAVEATS
from crawler.status import STATES, TROUBLES


def text(found: Sequence[Mapping[str, Any]], everywhere: bool) -> str:
    """`everywhere`: all governments are expected, so that those without a source are named too."""
    rows = [*mappings.table("districts"), *mappings.table("sample_districts")]
    names = {row["code"]: row["full_name"] for row in rows}
    boards = defaultdict(list)
    for one in found:
        boards[one["district"]].append(one)
    lines = [_line(code, names.get(code, "not declared"), boards[code]) for code in sorted(boards)]
    troubles = [one for one in found if one["state"] in TROUBLES]
    lines += ["", *map(_trouble, troubles)] if troubles else []
    told = legend(name for one in troubles if one["state"] == "suspect" for name, _ in one["alarms"])
    lines += ["", *told] if told else []
    lacking = sorted({row["code"] for row in mappings.table("districts")} - set(boards)) if everywhere else []
    if lacking:
        some = ", ".join(names[code] for code in lacking[:5])
        lines += ["", f"without a source: {len(lacking)} governments ({some}{' …' if len(lacking) > 5 else ''})"]
    lines += ["", *_caveats(found), *_forbidden(found), _total(found, len(set(boards) - {""}))]
    return "\n".join(lines).lstrip("\n")


def _line(code: str, name: str, boards: Sequence[Mapping[str, Any]]) -> str:
    """Boards of one government; where they are of one file its id, which commands take, is said once."""
    files = {one["source"].rpartition(".")[0] for one in boards}
    file = files.pop() if len(files) == 1 else ""
    shown = []
    for one in boards:
        board = one["source"].removeprefix(f"{file}.")
        alarms = ", ".join(name for name, _ in one["alarms"]) if one["state"] == "suspect" else ""
        posts = f" {one['posts']:,}" if one["posts"] else ""
        marks = [_mark(name) for name in one["caveats"] if name != one["state"]]
        marks += [f"{one[name]} {_mark(name)}" for name in ("given_up", "quarantined") if one[name]]
        said = ", ".join([*([alarms] if alarms else []), *marks])
        shown.append(f"{board} {one['state']}{posts}{f' ({said})' if said else ''}")
    return f"{code or '-':5} {name}{f' ({file})' if file else ''}: {' · '.join(shown)}"


def _trouble(one: Mapping[str, Any]) -> str:
    said = [f"{name}: {message}" for name, message in one["alarms"]] if one["state"] == "suspect" else []
    said += [one["error"]] if one["error"] and not said else []
    said += [f"{one['missing']} missing"] if one["missing"] else []
    said += [f"{one['given_up']} given up"] if one["given_up"] else []
    said += [f"{one['quarantined']} in quarantine"] if one["quarantined"] else []
    said += [f"{one['unjudged']} wait to be judged by the next run"] if one["unjudged"] else []
    return f"{one['source']} {one['state']}: {'; '.join(said) or 'see its last report'}"


def _caveats(found: Sequence[Mapping[str, Any]]) -> list[str]:
    counted = Counter(name for one in found for name in one["caveats"])
    return [f"{counted[name]} {_mark(name)}: {said}" for name, said in CAVEATS.items() if counted[name]]


def _forbidden(found: Sequence[Mapping[str, Any]]) -> list[str]:
    read = [one for one in found if one["robots"]]
    forbidden = [one["source"] for one in read if not one["robots"]["allows"]]
    slower = sum(one["robots"]["delay_seconds"] > 0 for one in read)
    said = f"robots.txt: read for {len(read)} boards, {slower} with a delay of its own, {len(forbidden)} forbidden"
    return [f"{said}{': ' + ', '.join(forbidden) if forbidden else ''}"] if read else []


def _mark(caveat: str) -> str:
    """As a line of a government shows it."""
    return caveat.replace("_", " ")


def _total(found: Sequence[Mapping[str, Any]], governments: int) -> str:
    counted = Counter(one["state"] for one in found)
    states = ", ".join(f"{counted[state]} {state}" for state in reversed(STATES) if counted[state])
    posts, files, held = (sum(one[name] for one in found) for name in ("posts", "files", "quarantined"))
    sizes = f"{posts:,} posts, {files:,} files, {held} in quarantine"
    return f"{governments} governments, {len(found)} sources ({states or 'none'}), {sizes}"
