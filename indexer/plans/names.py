"""Names as they are compared with each other, or shown."""

from __future__ import annotations

import re
import unicodedata

PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\x00-\x08\x0e-\x1f\u00ad\ufffe\uffff]")
LEADER = re.compile(r"\s*(?:[·.…‥⋯ㆍ・]\s*){2,}\d*\s*$|\s*/\s*\d{1,3}\s*$")

# Hancom's own quotation marks come out as other letters (seen in plans of 2025): 8의료버스9, <의료버스=
_QUOTED = re.compile(r"8(?![개건곳년대동명분시월위일주차층호회])([가-힣A-Za-z·-]+(?: [가-힣A-Za-z·-]+)*)9(?=[가-힣\s]|$)|<([^<>=]+)=")
_DEPARTMENT = re.compile(r"[가-힣·]{1,11}(?:과|담당관|정책관|기획관|실|단|센터|소|국|본부|위원회)")
_TEAM = re.compile(r"[(\[【<]\s*(?P<name>[가-힣·]{2,11}(?:과|관|실|단|센터|소)\s+[가-힣·]{2,10}(?:팀|담당|계))\s*[)\]】>]")


def folded(name: str) -> str:
    """A name as it is compared: letters without spaces, signs or width."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", name)).lower()


def readable(name: str) -> str:
    """A name as it is shown: without leaders and picture letters, a letter-spaced one closed."""
    name = " ".join(LEADER.sub("", PRIVATE.sub(" ", name)).split())
    name = _QUOTED.sub(lambda found: f"‘{found[1] or found[2]}’", name)
    return name.replace(" ", "") if is_spaced(name) else name


def is_spaced(name: str) -> bool:
    words = name.split()
    return len(words) > 3 and sum(len(word) == 1 for word in words) > 0.7 * len(words)


def is_private(text: str) -> bool:
    """Whether it begins with a picture letter, as a bullet of the word processor comes out."""
    return bool(PRIVATE.match(text.lstrip(" ")))


def department(text: str) -> str | None:
    """The department that a line names, where it holds nothing else but brackets."""
    team = _TEAM.fullmatch(text.strip())
    if team:
        return " ".join(team["name"].split())
    closed = text.strip().strip("()[]【】<>〈〉《》 ").replace(" ", "")
    return closed if _DEPARTMENT.fullmatch(closed) else None
