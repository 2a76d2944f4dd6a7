"""How well the judged queries are answered over the real releases, beside what plainer ways of searching find.

The queries were written for this project, keywords as well as questions of citizens. `tests/judgements.csv` is what
rules and weights were tuned on; `tests/judgements_held.csv` was written afterwards, from titles drawn by chance, and is
not tuned on. How they were graded:

2  the release is about what is asked: its title says so, or its first paragraph answers the question;
1  a part of it is: the text names the thing more than in passing;
0  it was looked at and is not relevant. A release that only shares a word with the query is not.

What was looked at is what the systems compared here found among their first hits (4 to 10, by shape), mixed and in the
order of ids, so that none is favoured; a release that none of them found counts as 0. One person of the project judged,
by title and best passage. `unjudged` is the share of the first ten hits that nobody has looked at: where it is high, a
system's figure is a lower bound, so a new system's first hits have to be judged before it is compared (`--pool`).

A query with a mistake, in another spacing or typed with the keyboard in the wrong language has the answers of the
query that was meant; a lay word has the answers of its official word.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Iterable, Iterator, Mapping, Sequence

from crawler.archive import Archive
from indexer import evaluate, local
from indexer.engines import Engine
from indexer.engines.tantivy.engine import TantivyEngine
from indexer.pipeline import update
from indexer.query import Query
from indexer.question import understand
from tests.bench.rivals import Ask, rivals
from tests.bench.texts import PROJECT, shared_releases

JUDGED = PROJECT / "tests" / "judgements.csv"
HELD = PROJECT / "tests" / "judgements_held.csv"
OURS = "jachi"


def index(folder: Path, path: Path) -> Engine:
    """An engine that serves one file of records."""
    engine = TantivyEngine(folder / "index")
    engine.promote(engine.create())
    with Archive(folder / "archive.sqlite") as archive:
        local.add(archive, path, {})
        update(archive, engine, {}, lambda indexed, key: None)
    return engine


def measure(engine: Engine, path: Path = JUDGED) -> dict[str, evaluate.Score]:
    return evaluate.measure(evaluate.judgements(path), lambda query: engine.search(understand(query)))


def systems(engine: Engine, path: Path) -> dict[str, Ask]:
    """Every way of searching that is compared, ours first."""

    def ours(text: str, size: int) -> list[str]:
        found = engine.search(understand(Query(text=text, size=size, facets=())))
        return [hit.entry["id"] for hit in found.hits]

    records = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return {OURS: ours, **rivals([(each["id"], each["title"], each["text"]) for each in records])}


def compared(judged: Sequence[evaluate.Judged], asked: Mapping[str, Ask]) -> Iterator[str]:
    """nDCG@10 of each system by shape, as lines of text."""
    shapes = list(dict.fromkeys(each.shape for each in judged))
    yield f"{'nDCG@10':10}" + "".join(f"{shape:>10}" for shape in shapes) + f"{'unjudged':>10}"
    for name, ask in asked.items():
        found = [(each, ask(each.text, evaluate.TOP)) for each in judged]
        means = (evaluate.mean_ndcg(pair for pair in found if pair[0].shape == shape) for shape in shapes)
        unseen = [id not in each.grades for each, ids in found for id in ids]
        yield f"{name:10}" + "".join(f"{mean:>10.3f}" for mean in means) + f"{sum(unseen) / len(unseen):>10.2f}"


def unjudged(judged: Iterable[evaluate.Judged], asked: Mapping[str, Ask], depth: int) -> Iterator[str]:
    """What nobody has looked at among the first hits of any system: lines of the table, to be graded."""
    for each in judged:
        found = {id for ask in asked.values() for id in ask(each.text, depth)}
        yield from (f"{each.shape},{each.text},{id}," for id in sorted(found - each.grades.keys()))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.relevance")
    parser.add_argument("releases", type=Path, nargs="?", default=shared_releases())
    parser.add_argument("--pool", type=int, metavar="DEPTH", help="print what is still to be judged to that depth")
    options = parser.parse_args()
    if not options.releases.is_file():
        print(f"error: {options.releases}: the judged releases are not there", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="jachi-relevance-") as folder:
        engine = index(Path(folder), options.releases)
        asked = systems(engine, options.releases)
        for path in (JUDGED, HELD):
            judged = evaluate.judgements(path)
            if options.pool:
                print(*unjudged(judged, asked, options.pool), sep="\n")
                continue
            print(f"{path.name}: {len(judged)} queries", *evaluate.table(measure(engine, path)), sep="\n")
            print(*compared(judged, asked), "", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
