"""Sources are loaded strictly."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from crawler import sources
from crawler.errors import SourceError

GOOD = """
district = "99110"
family = "bbs_ntt"
site = "https://www.maru.example/kor"
[boards.press]
params = { board = "36", menu = "1234" }
every = "6h"
expect = { posts_per_month = [10, 300] }
"""


def folder(tmp_path: Path, text: str, name: str = "maru") -> Path:
    (tmp_path / "가온광역시").mkdir(exist_ok=True)
    (tmp_path / "가온광역시" / f"{name}.toml").write_text(text, "utf-8")
    return tmp_path


def test_a_board_is_a_source_with_everything_resolved(tmp_path: Path) -> None:
    source = sources.load(folder(tmp_path, GOOD))["maru.press"]
    assert (source.district, source.kind, source.family) == ("99110", "press", "bbs_ntt")
    assert source.every == timedelta(hours=6)
    assert source.expect == {"posts_per_month": [10, 300]}
    assert source.layout.post_id and source.layout.row
    assert source.delay_seconds is None
    assert source.key("77") == "maru.press:77"


def test_a_layout_overrides_its_family_key_by_key_and_an_old_one_reads_old_captures(tmp_path: Path) -> None:
    text = GOOD + '[[boards.press.layout]]\nbody = ".new"\n[[boards.press.layout]]\nbody = ".old"\nuntil = 2026-03-01\n'
    source = sources.load(folder(tmp_path, text))["maru.press"]
    assert source.layout.body == ".new"
    assert source.layout.row == source.at(date(2026, 3, 1)).layout.row
    assert source.at(date(2026, 3, 1)).layout.body == ".old"
    assert source.at(date(2026, 3, 2)).layout.body == ".new"


def test_a_board_says_who_saw_it_and_whether_it_is_a_hint(tmp_path: Path) -> None:
    plain = sources.load(folder(tmp_path, GOOD))["maru.press"]
    assert (plain.evidence, plain.seen, plain.verified, plain.hint, plain.note) == ("", "", "never", False, "")
    more = 'evidence = "a list"\nseen = "2021-2023"\nverified = "2026-11-25"\nhint = true\nnote = "old"\n'
    source = sources.load(folder(tmp_path, GOOD + more))["maru.press"]
    assert (source.evidence, source.seen, source.verified) == ("a list", "2021-2023", "2026-11-25")
    assert source.hint and source.note == "old"


def test_only_a_generic_board_may_do_without_rows_and_says_that_it_is_guessed(tmp_path: Path) -> None:
    text = GOOD.replace("bbs_ntt", "generic").replace('every = "6h"', "layout = { list_url = '{site}/x?p={page}' }")
    assert sources.load(folder(tmp_path, text))["maru.press"].guessed
    described = text.replace("layout = {", "layout = { row = 'tr', post_id = 'no=(\\d+)',").replace("generic", "own")
    assert not sources.load(folder(tmp_path, described))["maru.press"].guessed


def test_a_board_may_differ_from_its_file(tmp_path: Path) -> None:
    text = GOOD + """
[boards.gosi]
kind = "notice"
family = "cms_portal"
site = "http://127.0.0.1:8010/maru"
params = { board = "1", menu = "2" }
delay_seconds = 0
encoding = "cp949"
"""
    source = sources.load(folder(tmp_path, text))["maru.gosi"]
    assert (source.kind, source.family, source.delay_seconds, source.encoding) == ("notice", "cms_portal", 0, "cp949")


def test_the_host_of_all_sites_can_be_replaced(tmp_path: Path) -> None:
    source = sources.load(folder(tmp_path, GOOD), site_base="http://127.0.0.1:9/")["maru.press"]
    assert source.site == "http://127.0.0.1:9/kor"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('every = "6h"', 'evry = "6h"', "boards.press: unknown key 'evry'"),
        ('district = "99110"', 'distrikt = "99110"', "unknown key 'distrikt'"),
        ('district = "99110"', "", "'district' is missing"),
        ('district = "99110"', 'district = "12345"', "not a code of districts.csv: 12345"),
        ('family = "bbs_ntt"', "", "'family' is missing"),
        ('family = "bbs_ntt"', 'family = "bbs_ntx"', "not in families.toml: bbs_ntx"),
        ('site = "https://www.maru.example/kor"', 'site = "www.maru.example"', "'site' must be an http address"),
        (', menu = "1234"', "", "params: 'menu' is missing"),
        ('menu = "1234"', "menu = 1234", "'params' must be a table of texts"),
        ('menu = "1234"', 'menu = "1234", page = "1"', "'page' is filled by the crawler"),
        ('every = "6h"', 'every = "6 hours"', "'every' must be like"),
        ('every = "6h"', 'every = "0h"', "'every' must be like"),
        ("posts_per_month", "posts_per_mont", "expect: unknown key 'posts_per_mont'"),
        ("[boards.press]", "[boards.presse]", "'kind' must be one of press"),
        ("[boards.press]", "[bords.press]", "unknown key 'bords'"),
        ('every = "6h"', "layout = { bodi = '.x' }", "layout: unknown layout key 'bodi'"),
        ('every = "6h"', "layout = { body = 3 }", "layout: 'body' must be a text"),
        ('every = "6h"', "layout = { body = 'td[' }", "layout: 'body' cannot be read"),
        ('every = "6h"', "layout = { post_id = 'no=\\d+' }", "layout: 'post_id' cannot be read: no group"),
        ('every = "6h"', "layout = { post_id = '(' }", "layout: 'post_id' cannot be read"),
        ('every = "6h"', "layout = { list_url = '{site' }", "layout: 'list_url' cannot be read"),
        ('every = "6h"', "layout = { until = 'soon' }", "'until' must be a date"),
        ('every = "6h"', 'verified = "soon"', "'verified' must be never, page or a date, not 'soon'"),
        ('every = "6h"', "verified = 2026", "'verified' must be a text"),
        ('every = "6h"', 'hint = "yes"', "'hint' must be true or false"),
        ('every = "6h"', "evidence = 3", "'evidence' must be a text"),
        ('every = "6h"', "layout = { odd = 'x' }", "layout: 'odd' must be one of"),
        ('every = "6h"', "layout = { fields = 'x' }", "layout: 'fields' must be a list of texts"),
        ('family = "bbs_ntt"', 'family = "own"', "needs a list_url and a row: the family own has none"),
        ('every = "6h"', "delay_seconds = 0", "for loopback sites only"),
        ('every = "6h"', "delay_seconds = -1", "'delay_seconds' must be a number"),
        ("params", "params = =", "maru.toml: "),
    ],
)
def test_a_mistake_is_refused_with_file_and_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(SourceError) as refused:
        sources.load(folder(tmp_path, GOOD.replace(old, new)))
    assert "maru.toml" in str(refused.value) and said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_two_files_cannot_name_the_same_source(tmp_path: Path) -> None:
    folder(tmp_path, GOOD)
    (tmp_path / "maru.toml").write_text(GOOD, "utf-8")
    with pytest.raises(SourceError, match="maru.press exists already"):
        sources.load(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no folder of sources .*nowhere"):
        sources.load(tmp_path / "nowhere")


def test_all_bundled_sources_load_and_the_sample_ones_stay_on_loopback() -> None:
    bundled = sources.everything()
    samples = sources.load(sources.SAMPLES)
    assert set(samples) < set(bundled)
    assert {source.family for source in samples.values()} >= {
        "bbs_ntt",
        "cms_portal",
        "rfc_board",
        "egov_bbsmstr",
        "es_cms",
    }
    assert all(source.site.startswith("http://127.0.0.1:") == (id in samples) for id, source in bundled.items())
