"""Lays a work plan (주요업무계획) out as a paper."""

from __future__ import annotations

from typing import Any

from crawler.sample.papers import Block, Paper, blocks

CHAPTERS = "ⅠⅡⅢⅣⅤⅥ"
HEAD = ("연번", "사업명", "담당부서", "예산", "기간", "비고")


def plan_paper(plan: dict[str, Any]) -> Paper:
    """The whole plan; `layout` says whether projects stand in sections, in a table, or in both."""
    year, layout = plan["year"], plan["layout"]
    parts = [
        ("일반현황", blocks(plan["status"])),
        (f"{year - 1}년 주요 성과", blocks(plan["results"])),
        (f"{year}년 추진 전략", _strategies(plan)),
    ]
    if layout in ("sections", "both"):
        parts.append((f"{year}년 주요업무 추진계획", _sections(plan)))
    if layout in ("table", "both"):
        parts.append(("주요사업 총괄표", _table(plan)))
    body = [
        block
        for number, (heading, part) in zip(CHAPTERS, parts)
        for block in (Block("chapter", f"{number}. {heading}"), *part)
    ]
    return Paper(plan["title"], tuple(body), plan["published"])


def table_paper(plan: dict[str, Any]) -> Paper:
    """Only the table of projects."""
    return Paper(f"{plan['title']} 사업 총괄표", _table(plan), plan["published"])


def _strategies(plan: dict[str, Any]) -> tuple[Block, ...]:
    aims = blocks(plan.get("aims", ""))
    return (*aims, *(Block("item", f"전략 {n}. {one['name']}") for n, one in enumerate(plan["strategies"], 1)))


def _sections(plan: dict[str, Any]) -> tuple[Block, ...]:
    found: list[Block] = []
    for n, strategy in enumerate(plan["strategies"], 1):
        found.append(Block("section", f"전략 {n}. {strategy['name']}"))
        for m, project in enumerate(strategy["projects"], 1):
            found += _section(f"{n}-{m}. {project['name']}", project, plan["unit"])
    return tuple(found)


def _section(heading: str, project: dict[str, Any], unit: str) -> list[Block]:
    lines = (f"담당부서: {project['department']}", f"사업기간: {project['period']}", f"사업비: {_cost(project, unit)}")
    return [
        Block("section", heading),
        Block("text", project["about"]),
        *(Block("item", line) for line in (*lines, *project["lines"])),
    ]


def _cost(project: dict[str, Any], unit: str) -> str:
    printed: str = project["budget"]
    if printed == "비예산":
        return printed
    shares = f" ({project['shares']})" if "shares" in project else ""
    return f"{printed}{unit}{shares}"


def _table(plan: dict[str, Any]) -> tuple[Block, ...]:
    head = tuple(plan.get("head", HEAD))
    projects = [project for strategy in plan["strategies"] for project in strategy["projects"]]
    rows = tuple(
        (str(n), one["name"], one["department"], one["budget"], one["period"], one.get("shares", ""))
        for n, one in enumerate(projects, 1)
    )
    return Block("text", f"(단위: {plan['unit']})"), Block("table", rows=(head, *rows))
