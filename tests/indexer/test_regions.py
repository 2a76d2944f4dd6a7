"""Districts that a question names."""

from __future__ import annotations

import pytest

from indexer import regions
from indexer.engines import Engine
from indexer.query import Query
from indexer.question import understand
from tests.indexer import corpus


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return corpus.engine(tmp_path_factory.mktemp("regions"))


@pytest.mark.parametrize(
    "text, named, rest",
    [
        ("솔빛구 청년 창업", "솔빛구", "청년 창업"),
        ("청년 창업 솔빛구에서", "솔빛구에서", "청년 창업"),
        ("가온광역시 솔빛구 청년", "가온광역시 솔빛구", "청년"),
        ("가온광역시 청년", "가온광역시", "청년"),
    ],
)
def test_a_district_in_a_query_is_offered_as_a_filter(engine: Engine, text: str, named: str, rest: str) -> None:
    (offer,) = regions.offers(engine, understand(Query(text=text)))
    assert (offer.named, offer.text) == (named, rest)
    chosen = Query(text=rest, filters={"district": (offer.code,)})
    assert offer.count == engine.search(understand(chosen)).total > 0


@pytest.mark.parametrize(
    "text",
    [
        "솔빛구",  # alone it is a question of its own
        "청년 창업",
        "마루구 헬리콥터",  # nothing there
        "중구 청년",  # there are several
        "지역:솔빛구 청년",
        "",
    ],
)
def test_what_names_no_district_or_finds_nothing_there_offers_none(engine: Engine, text: str) -> None:
    assert regions.offers(engine, understand(Query(text=text))) == ()


def test_a_chosen_district_is_not_offered_again_and_nothing_is_filtered_unasked(engine: Engine) -> None:
    query = understand(Query(text="솔빛구 청년", filters={"district": ("99140",)}))
    assert regions.offers(engine, query) == ()
    assert understand(Query(text="솔빛구 청년")).filters == {}


@pytest.mark.parametrize("text", ["해운대 청년", "해운대구 청년"])
def test_a_short_name_is_the_district(text: str) -> None:
    assert regions._code(text.split()[:1]) == "26350"
