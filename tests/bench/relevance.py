"""How well the judged queries of tests/judgements.csv are answered over the real releases.

The queries were written for this project, keywords as well as questions of citizens. How they were graded:

2  the release is about what is asked: its title says so, or its first paragraph answers the question;
1  a part of it is: the text names the thing more than in passing;
-  everything else. A release that only shares a word with the query is not relevant.

A query with a mistake, in another spacing or typed with the keyboard in the wrong language has the answers of the
query that was meant; a lay word has the answers of its official word.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from crawler.archive import Archive
from indexer import evaluate, local
from indexer.engines import Engine
from indexer.engines.tantivy.engine import TantivyEngine
from indexer.pipeline import update
from indexer.question import understand
from tests.bench.texts import PROJECT

JUDGED = PROJECT / "tests" / "judgements.csv"
RELEASES = PROJECT.parent / "shared" / "samples" / "press" / "press.jsonl"


def index(folder: Path, path: Path) -> Engine:
    """An engine that serves one file of records."""
    engine = TantivyEngine(folder / "index")
    engine.promote(engine.create())
    with Archive(folder / "archive.sqlite") as archive:
        local.add(archive, path, {})
        update(archive, engine, {}, lambda indexed, key: None)
    return engine


def measure(engine: Engine) -> dict[str, evaluate.Score]:
    return evaluate.measure(evaluate.judgements(JUDGED), lambda query: engine.search(understand(query)))


def main() -> int:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else RELEASES
    if not path.is_file():
        print(f"error: {path}: the judged releases are not there", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="jachi-relevance-") as folder:
        print(*evaluate.table(measure(index(Path(folder), path))), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
