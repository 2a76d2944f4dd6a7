"""Measures OCR on pages of real plans, rendered to pictures: python -m tests.bench.scans [SHARED]."""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Sequence

from indexer.extract import ocr, read
from indexer.extract.limits import LIMITS
from indexer.extract.scans import pictured
from tests.indexer.extract.samples import bigrams

TUNED_ON = "busan_2025_감사위원회.pdf"  # the options of tesseract were chosen on it
PAGES = (1, 4, 7)  # of each plan, from 0


@dataclass(frozen=True)
class Score:
    plan: str
    pages: int
    characters: float  # of the page's own text, in any order
    pairs: float  # of neighbouring characters
    seconds_a_page: float  # of wall time


def measure(plans: Path) -> Iterator[Score]:
    for path in sorted(plans.glob("*.pdf")):
        if path.name != TUNED_ON:
            yield score(path.name, path.read_bytes(), PAGES)


def score(plan: str, data: bytes, pages: Sequence[int]) -> Score:
    printed = read(plan, data).pages
    started = time.perf_counter()
    texts, _ = pictured(data, pages, LIMITS, ocr.page_text)
    seconds = time.perf_counter() - started
    characters, pairs = Counter[str](), Counter[str]()
    found_characters = found_pairs = 0
    for page in pages:
        wanted, text = Counter("".join(printed[page].split())), texts.get(page, "")
        found_characters += (wanted & Counter("".join(text.split()))).total()
        found_pairs += (bigrams(printed[page]) & bigrams(text)).total()
        characters, pairs = characters + wanted, pairs + bigrams(printed[page])
    return Score(plan, len(pages), found_characters / max(characters.total(), 1),
                 found_pairs / max(pairs.total(), 1), seconds / len(pages))


def main(arguments: Sequence[str]) -> int:
    shared = Path(arguments[0]) if arguments else Path(__file__).parents[3] / "shared"
    if ocr.version() is None or not (shared / "samples").is_dir():
        print("no tesseract with Korean, or no shared samples: nothing to measure", file=sys.stderr)
        return 0
    scores = list(measure(shared / "samples" / "plans"))
    for one in scores:
        print(f"characters {one.characters:.3f}, pairs {one.pairs:.3f}, {one.seconds_a_page:.1f} s a page  {one.plan}")
    print(f"mean of {len(scores)} plans, {sum(one.pages for one in scores)} pages: "
          f"characters {sum(one.characters for one in scores) / len(scores):.3f}, "
          f"pairs {sum(one.pairs for one in scores) / len(scores):.3f}, "
          f"{sum(one.seconds_a_page for one in scores) / len(scores):.1f} s a page")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
