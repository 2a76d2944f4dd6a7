"""One table of alarms: what the code raises, what it means, what README tells the operator."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from crawler.alarms import legend, table

PROJECT = Path(__file__).parent.parent.parent
README_ROW = re.compile(r"^\| `(\w+)` \| (.*?) \| (.*?) \|$", re.MULTILINE)


def raised() -> set[str]:
    """The names that stand where an alarm is made."""
    found = set()
    for path in (PROJECT / "crawler").glob("*.py"):
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        made = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Alarm"]
        found |= {one.value for name in made for one in ast.walk(name) if isinstance(one, ast.Constant)}
    return {name for name in found if isinstance(name, str)}


def test_the_table_has_every_alarm_that_is_raised_and_no_other() -> None:
    assert len(raised()) > 15
    assert raised() == set(table())


def test_the_readme_tells_the_same_as_the_table() -> None:
    section = (PROJECT / "README.md").read_text("utf-8").split("| alarm | ")[1].split("\n\n")[0]
    told = {name: (means, action) for name, means, action in README_ROW.findall(section)}
    assert told == {name: (one.means, one.action) for name, one in table().items()}


def test_a_legend_keeps_the_order_of_the_table() -> None:
    lines = legend(["gone", "login", "gone"])
    assert [line.partition(":")[0] for line in lines] == ["login", "gone"]
    assert table()["gone"].means in lines[1] and table()["gone"].action in lines[1]
