"""The JSON API, as scripts outside the project call it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from flask.testing import FlaskClient

HIT = ["id", "title", "district", "published", "department", "kind", "release_type", "themes", "cluster", "snippet",
       "url", "score"]  # fmt: skip


def get(client: FlaskClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/json"
    return answer.get_json()


def test_an_answer_has_exactly_the_promised_shape(client: FlaskClient) -> None:
    found = get(client, "/api/v1/search?q=청년월세&district=99520&kind=press")
    assert list(found) == ["total", "hits", "facets", "partial"]
    assert list(found["facets"]) == ["district", "year", "theme", "kind", "release_type"]
    assert found["total"] == 1 and found["partial"] is False
    hit = found["hits"][0]
    assert list(hit) == HIT
    assert hit["score"] > 0
    assert "청년월세 지원사업 대상자를 모집한다고 밝혔다" in hit["snippet"]
    assert {name: hit[name] for name in HIT if name not in ("score", "snippet", "themes")} == {
        "id": "youth_rent:3",
        "title": "너른시, 청년월세 지원 대상자 모집",
        "district": {"code": "99520", "name": "너른시"},
        "published": "2022-02-14",
        "department": "인구정책과",
        "kind": "press",
        "release_type": "program",
        "cluster": None,
        "url": "https://99520.example/press/3",
    }


def test_what_is_not_stated_is_null(client: FlaskClient) -> None:
    hit = get(client, "/api/v1/search?q=빗물받이&district=unknown")["hits"][0]
    assert (hit["district"], hit["published"], hit["department"]) == (None, None, None)


def test_an_empty_question_lists_all_newest_first_undated_last(client: FlaskClient) -> None:
    found = get(client, "/api/v1/search?size=100")
    published = [hit["published"] for hit in found["hits"]]
    dated = [day for day in published if day]
    assert found["total"] == len(published) == 27
    assert dated == sorted(dated, reverse=True) and published[len(dated) :] == [None, None]
    assert {hit["score"] for hit in found["hits"]} == {None}
    assert "project" not in {hit["kind"] for hit in found["hits"]}


def test_facets_count_every_document_under_each_of_its_values(client: FlaskClient) -> None:
    found = get(client, "/api/v1/search?size=100")
    hits, facets = found["hits"], found["facets"]
    kinds = Counter(hit["kind"] for hit in hits)
    assert {each["value"]: each["count"] for each in facets["kind"]} == kinds
    years = Counter((hit["published"] or "unknown")[:4] for hit in hits)
    years["unknown"] = years.pop("unkn")
    assert {each["value"]: each["count"] for each in facets["year"]} == years
    districts = {each["value"]: each["count"] for each in facets["district"]}
    assert districts["99500"] == sum(hit["district"] is not None and hit["district"]["code"] >= "99500" for hit in hits)
    assert districts["unknown"] == 2
    assert {"value": "99110", "label": "마루구", "count": 5} in facets["district"]
    assert {"value": "unknown", "label": "날짜 미상", "count": 2} in facets["year"]
    assert facets["release_type"] == [
        {"value": "policy", "label": "정책·계획", "count": 18},
        {"value": "program", "label": "사업·모집", "count": 7},
        {"value": "unknown", "label": "분류 없음", "count": 2},
    ]


@pytest.mark.parametrize(
    "filters, total",
    [
        ("district=99110", 5),
        ("district=99500", 14),
        ("district=99110&district=99140", 10),
        ("district=unknown", 2),
        ("year=unknown", 2),
        ("year=2024&year=unknown", 7),
        ("district=99140&year=2024", 2),
        ("theme=unknown", 1),
        ("kind=plan&kind=news", 2),
        ("kind=project", 1),
        ("release_type=policy", 18),
        ("release_type=unknown", 2),
        ("q=청년월세&year=2025", 2),
    ],
)
def test_filters_of_one_facet_are_alternatives_of_several_are_demands(
    client: FlaskClient, filters: str, total: int
) -> None:
    assert get(client, f"/api/v1/search?{filters}")["total"] == total


def test_a_count_of_a_facet_is_what_its_filter_finds(client: FlaskClient) -> None:
    facets = get(client, "/api/v1/search?q=도시재생")["facets"]
    for facet, values in facets.items():
        for value in values:
            found = get(client, f"/api/v1/search?q=도시재생&{facet}={value['value']}")
            assert found["total"] == value["count"], (facet, value)


def test_pages_follow_each_other_without_gap_or_repeat(client: FlaskClient) -> None:
    whole = [hit["id"] for hit in get(client, "/api/v1/search?size=100")["hits"]]
    pages = [get(client, f"/api/v1/search?size=4&page={page}")["hits"] for page in range(1, 9)]
    assert [hit["id"] for page in pages for hit in page] == whole
    assert pages[-1] == []


def test_themes_of_a_hit_are_the_most_specific(client: FlaskClient) -> None:
    hit = get(client, "/api/v1/search?q=빗물받이&year=2023")["hits"][0]
    assert "T03-1" in hit["themes"] and "T03" not in hit["themes"]


REFUSED = [
    ("colour=red", "colour"),
    ("district=99999", "district"),
    ("year=next", "year"),
    ("theme=T99", "theme"),
    ("kind=unknown", "kind"),
    ("sort=title", "sort"),
    ("page=-1", "page"),
    ("page=1000000000", "page"),
    ("page=0", "page"),
    ("size=0", "size"),
    ("size=101", "size"),
    ("size=100&page=1001", "page"),
    ("q=" + "가" * 1001, "q"),
    ("q=%00", "q"),
    ("q=a%1Fb", "q"),
]


@pytest.mark.parametrize("asked, named", REFUSED, ids=lambda value: value[:16])
def test_what_cannot_be_used_is_a_problem_that_names_it(client: FlaskClient, asked: str, named: str) -> None:
    answer = client.get(f"/api/v1/search?{asked}")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    problem = answer.get_json(force=True)
    assert problem["parameter"] == named and problem["status"] == 400
    assert named in problem["detail"] and named in problem["detail_en"]
    assert client.get(f"/?{asked}").status_code == 400


@pytest.mark.parametrize("sign", ["%FF", "%C3%28", "%", "%zz"])
def test_broken_encodings_are_answered(client: FlaskClient, sign: str) -> None:
    assert client.get(f"/api/v1/search?q={sign}").status_code in (200, 400)
    assert client.get(f"/?{sign}").status_code == 400


def test_a_document_has_all_that_is_known_of_it(client: FlaskClient) -> None:
    found = get(client, "/api/v1/documents/plan/2025:너른시")
    assert list(found) == HIT + ["text", "tables", "attachments", "versions", "gone_at", "projects", "plan", "digest"]
    assert found["score"] is None and found["versions"] == 3
    assert "청년월세 지원\t인구정책과\t2억 4천만원" in found["text"]
    first, second = found["attachments"]
    assert (first["name"], first["status"], first["pages"]) == ("주요업무계획.hwpx", "ok", 12)
    assert found["text"][first["start"] : first["end"]].startswith("청년월세 지원사업 추진")
    assert (second["status"], second["url"]) == ("encrypted", None)
    assert found["projects"] == [
        {
            "id": "plan/2025:너른시:p1",
            "name": "청년월세 지원",
            "department": "인구정책과",
            "budget_won": 240_000_000,
            "period": "2025. 1. ~ 12.",
            "page": 3,
            "level": "task",
            "above": None,
            "status": None,
            "confidence": None,
            "warnings": [],
            "previous": None,
            "next": None,
        }
    ]
    assert found["plan"] == {"warnings": [], "previous": None, "next": None, "dropped": []}


def test_an_address_that_would_run_script_is_not_passed_on(client: FlaskClient) -> None:
    assert get(client, "/api/v1/documents//srv/자료/소식 1.txt")["url"] is None


@pytest.mark.parametrize("id", ["nothing", "plan/2025", "plan/2025:너른시:p2", "%00", "a/../b", "a" * 3000])
def test_a_document_that_is_not_there_is_a_problem(client: FlaskClient, id: str) -> None:
    answer = client.get(f"/api/v1/documents/{id}")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_a_word_is_completed_with_terms_of_the_index(client: FlaskClient) -> None:
    found = get(client, "/api/v1/suggest?q=도")
    assert found["q"] == "도"
    assert {"text": "도시재생", "kind": "word", "count": 6, "value": None} in found["suggestions"]


def test_initials_are_completed_districts_and_themes_named(client: FlaskClient) -> None:
    found = {each["kind"]: each for each in get(client, "/api/v1/suggest?q=ㅊㄴ")["suggestions"]}
    assert found["word"]["text"].startswith("청년월세")
    assert found["theme"]["value"] == "T06" and found["theme"]["count"] is None


def test_only_the_last_word_of_several_is_completed(client: FlaskClient) -> None:
    texts = [each["text"] for each in get(client, "/api/v1/suggest?q=마루구 도")["suggestions"]]
    assert "마루구 도시재생" in texts


def test_suggestions_are_words_of_what_the_filters_leave(client: FlaskClient) -> None:
    everywhere = {each["text"]: each["count"] for each in get(client, "/api/v1/suggest?q=청")["suggestions"]}
    here = {each["text"]: each["count"] for each in get(client, "/api/v1/suggest?q=청&district=99110")["suggestions"]}
    words = [text for text, count in here.items() if count]
    assert words and all(here[text] <= everywhere.get(text, here[text]) for text in words)
    assert get(client, "/api/v1/suggest?q=청&district=99110&year=1999")["suggestions"] == []


def test_nothing_is_suggested_for_nothing(client: FlaskClient) -> None:
    assert get(client, "/api/v1/suggest?q=") == {"q": "", "suggestions": []}
    assert get(client, "/api/v1/suggest") == {"q": "", "suggestions": []}


def test_coverage_counts_every_document_once(client: FlaskClient) -> None:
    found = get(client, "/api/v1/coverage")
    assert found["documents"] == 27
    by_code = {each["district"]["code"] if each["district"] else None: each for each in found["districts"]}
    assert by_code["99110"] == {
        "district": {"code": "99110", "name": "마루구"},
        "documents": 5,
        "first": "2018-09-03",
        "last": "2025-03-12",
        "captured_at": "2026-01-05",
    }
    assert by_code[None]["documents"] == 2


@pytest.mark.parametrize(
    "address", ["documents/youth_rent:0?q=a", "suggest?q=a&size=2", "coverage?x=", "openapi.json?x=1"]
)
def test_other_addresses_take_no_parameter_but_their_own(client: FlaskClient, address: str) -> None:
    assert client.get(f"/api/v1/{address}").status_code == 400


def test_any_page_may_read_the_answers(client: FlaskClient) -> None:
    assert client.get("/api/v1/search").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/").headers
