"""Text in the encodings of Korean offices."""

from __future__ import annotations

import pytest

from indexer.extract import read
from indexer.extract.txt import decode


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le"])
def test_text_is_decoded(encoding: str) -> None:
    data = "가람시 똠방각하\r\n끝".encode(encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    extracted = read("a.txt", data)
    assert (extracted.status, extracted.text) == ("ok", "가람시 똠방각하\n끝")


def test_paragraphs_stay_apart() -> None:
    assert read("a.txt", "가\n\n나".encode()).text == "가\n\n나"


def test_a_few_damaged_bytes_are_reported() -> None:
    extracted = read("a.txt", ("가람시의 긴 소식입니다. " * 20).encode() + b"\xff\xff" + "끝".encode())
    assert extracted.status == "partial"
    assert "끝" in extracted.text


def test_noise_is_no_text() -> None:
    assert read("a.txt", bytes(range(1, 32)) * 10).status == "unsupported"


def test_nothing_is_empty() -> None:
    assert read("a.txt", b" \n ").status == "empty"


def test_a_declared_encoding_nobody_knows_is_ignored() -> None:
    assert decode("가".encode("cp949"), "x-unknown") == ("가", 0)
