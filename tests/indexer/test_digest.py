"""One post with the articles of a day, split into them; a release with parts of its own is left whole."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from indexer.digest import split
from indexer.digest_entries import articles
from indexer.pipeline import entries_of
from indexer.records import AttachedFile, Document, Extracted
from tests.crawler.test_sample_content import RELEASES

BOOKS = "솔빛도서관 밤 열 시까지 문 연다"
ROADS = "마루구, 골목길 열두 곳 새로 포장"
TREES = "한들공원에 그늘나무 300그루"

LEADS = {
    BOOKS: "마루구는 다음 달부터 솔빛도서관을 밤 열 시까지 연다. "
    "낮에 오기 어려운 직장인을 위한 것으로 책은 자정까지 돌려줄 수 있다.",
    ROADS: "마루구는 오래된 골목길 열두 곳을 새로 포장한다. "
    "비 오는 날 미끄럽다는 민원이 이어진 곳부터 10월까지 차례로 공사한다.",
    TREES: "마루구는 한들공원 산책로에 느티나무 300그루를 심는다. "
    "여름마다 그늘이 없다는 말이 많던 자리에 이달 안에 심을 계획이다.",
}
TITLES = [BOOKS, ROADS, TREES]


def written(form: str, *, between: str = "\n\n", front: str = "") -> str:
    """The three articles, their headlines in a form: `{t}`itle, `{n}`umber, `{c}`ircled, `{r}`oman, `{h}`angul."""
    numbers = zip("123", "①②③", "ⅠⅡⅢ", "가나다", TITLES)
    heads = [form.format(n=n, c=c, r=r, h=h, t=title) for n, c, r, h, title in numbers]
    return front + between.join(f"{head}\n{LEADS[title]}" for head, title in zip(heads, TITLES))


CONTENTS = "목 차\n" + "\n".join(f"{n}. {title}" for n, title in enumerate(TITLES, 1)) + "\n\n"

TABLE = "연번\t제 목\t부서\n" + "\n".join(f"{n}\t{title}\t도로과" for n, title in enumerate(TITLES, 1)) + "\n\n"
PAGES = "\n".join(f"{title} ······ {n}" for n, title in enumerate(TITLES, 1)) + "\n\n"

DIGESTS = {
    "1. 제목": written("{n}. {t}"),
    "1) 제목": written("{n}) {t}"),
    "[1] 제목": written("[{n}] {t}"),
    "① 제목": written("{c} {t}"),
    "□ 1. 제목": written("□ {n}. {t}"),
    "보도자료 1 제목": written("보도자료 {n} {t}"),
    "▣ 제목": written("▣ {t}"),
    "■ 제목": written("■ {t}"),
    "제목 under a rule": written("{t}", between="\n------------------\n"),
    "제목 under a double rule": written("{t}", between="\n\n==========\n\n"),
    "contents in front, headlines bare": written("{t}", front=CONTENTS),
    "contents in front, headlines numbered": written("{n}. {t}", front=CONTENTS),
    "contents in front, headlines marked": written("● {t}", front=CONTENTS),
    "a table of contents in front": written("{t}", front=TABLE),
    "contents with pages in front": written("{t}", front=PAGES),
    "contents with dashes in front": written("{t}", front="- " + "\n- ".join(TITLES) + "\n\n"),
    "contents and headlines with one mark": written("▶ {t}", front="▶ " + "\n▶ ".join(TITLES) + "\n\n"),
    "<제목>": written("<{t}>\n- 부제 한 줄"),
    "【제목】": written("【{t}】\n- 부제 한 줄"),
    "1 제목": written("{n} {t}"),
    "1/3 제목": written("{n}/3 {t}"),
    "<1> 제목": written("<{n}> {t}"),
    "Ⅰ. 제목": written("{r}. {t}"),
    "가. 제목": written("{h}. {t}\n- 부제 한 줄"),
    "○ 제목: ": written("○ 제목: {t}\n- 부제 한 줄"),
    "★ 제목": written("★ {t}"),
    "제목 under a rule of dots": written("{t}", between="\n･･････････\n"),
    "greeting in front": written("{n}. {t}", front="마루구 보도자료입니다.\n\n"),
}


@pytest.mark.parametrize("text", DIGESTS.values(), ids=DIGESTS.keys())
def test_every_article_of_a_digest_is_found_with_its_own_text(text: str) -> None:
    found = split(text)
    assert [part.title for part in found] == TITLES
    for part in found:
        assert LEADS[part.title] in part.body
        assert not any(lead in part.body for title, lead in LEADS.items() if title != part.title)


WHOLE = {
    "a release without parts": f"{BOOKS}\n{LEADS[BOOKS]}\n{LEADS[ROADS]}",
    "a list of points": f"{BOOKS}\n{LEADS[BOOKS]}\n1. 신청: 전화나 방문으로\n2. 기간: 10월 1일부터\n3. 문의: 도서관",
    "one numbered part": f"1. {BOOKS}\n{LEADS[BOOKS]}",
    "headings without paragraphs": "\n".join(f"{n}. {title}" for n, title in enumerate(TITLES, 1)),
    "sentences that are numbered": "\n".join(f"{n}. {lead}" for n, lead in enumerate(LEADS.values(), 1)),
    "counting that does not begin at one": written("{n}. {t}").replace("1. ", "", 1),
    "bullets with a mark": f"{BOOKS}\n{LEADS[BOOKS]}\n○ 때: 10월 1일\n○ 곳: 솔빛도서관\n○ 대상: 누구나",
    "a rule above the signing line": f"{BOOKS}\n{LEADS[BOOKS]}\n--------\n문의: 도서관팀",
    "nothing": "",
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE.keys())
def test_a_text_whose_parts_are_no_articles_stays_whole(text: str) -> None:
    assert split(text) == ()


@pytest.mark.parametrize(
    ("form", "inside"),
    [
        ("▣ {t}", "\n○ 때: 10월 1일\n○ 곳: 솔빛도서관 큰 방과 마당\n"),
        ("{n}. {t}", "\n1. 신청: 전화나 방문으로\n2. 기간: 10월 1일부터\n3. 문의: 솔빛도서관\n"),
        ("{c} {t}", "\n① 하루 두 권까지 빌린다\n② 자정까지 돌려준다\n"),
    ],
)
def test_points_inside_an_article_do_not_part_it(form: str, inside: str) -> None:
    text = written(form).replace(LEADS[BOOKS], LEADS[BOOKS] + inside)
    assert [part.title for part in split(text)] == TITLES


SIGNED = written("{n}. {t}").replace(LEADS[ROADS], LEADS[ROADS] + "\n문의: 도로과 (☎ 000-0000-0000)")
DIGEST = Document(
    "maru.press:7", "press", "7월 24일 보도자료", SIGNED, "maru.press", department="홍보담당관", digest=True
)


def test_an_article_has_the_department_that_it_names_and_never_the_publishing_office() -> None:
    assert [one.department for one in articles(DIGEST)] == [None, "도로과", None]


def test_the_articles_of_a_file_are_found_where_the_page_only_points_to_it() -> None:
    file = AttachedFile("0724.hwp", "http://a/7.hwp", Extracted("ok", DIGESTS["▣ 제목"]))
    found = articles(replace(DIGEST, body="붙임 참조", attachments=(file,)))
    assert [(one.id, one.title, one.attachments) for one in found] == [
        (f"maru.press:7:a{number}", title, ()) for number, title in enumerate(TITLES, 1)
    ]


def test_a_post_that_the_crawler_calls_no_digest_is_never_split() -> None:
    assert articles(replace(DIGEST, digest=False)) == []


def test_a_digest_is_shown_whole_and_its_words_are_found_by_its_articles() -> None:
    whole, *parts = entries_of(DIGEST)
    assert whole["text"] == SIGNED
    assert whole["body_terms"] == whole["title_terms"]
    assert whole["digest"] == {"articles": [{"id": part["id"], "title": part["title"]} for part in parts]}
    assert [part["digest"] for part in parts] == [{"id": "maru.press:7", "title": "7월 24일 보도자료"}] * 3
    assert [part["published"] if "published" in part else None for part in parts] == [None] * 3


def test_a_digest_that_cannot_be_split_is_searched_whole() -> None:
    entry, = entries_of(replace(DIGEST, body=WHOLE["a release without parts"]))
    assert "digest" not in entry
    assert len(entry["body_terms"]) > 50


def test_the_sample_releases_put_together_come_apart_again_and_none_comes_apart_alone() -> None:
    """400 digests of two to five releases in eight forms; the forms were chosen without these releases."""
    texts = {one.head["title"]: one.text.strip() for one in RELEASES if "일 보도자료" not in one.head["title"]}
    rng = random.Random(7)
    for _ in range(400):
        titles = rng.sample(sorted(texts), rng.randint(2, 5))
        form = rng.choice(("{n}. {t}", "[{n}] {t}", "{c} {t}", "▣ {t}", "■ {t}", "○ {t}", "【{t}】", "□ {n}. {t}"))
        heads = [form.format(n=n, c="①②③④⑤"[n - 1], t=title) for n, title in enumerate(titles, 1)]
        found = split("\n\n".join(f"{head}\n{texts[title]}" for head, title in zip(heads, titles)))
        assert ["".join(part.title.split()) for part in found] == ["".join(title.split()) for title in titles]
    assert not [title for title, text in texts.items() if split(f"{title}\n{text}")]
