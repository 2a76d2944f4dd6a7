"""Markup that a page writes by `document.write`."""

from __future__ import annotations

import re

SCRIPT = re.compile(r"<script\b[^>]*>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
STRING = r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\""""
# document.write('…') in 영주; document.write(wdigm_title('…')) or wdigm_title('…') in 양천 (2026)
CALL = re.compile(rf"(?:document\.write(?:ln)?|wdigm_title)\s*\((?:\s*[\w.]+\s*\()?\s*(?:{STRING})", re.DOTALL)
ESCAPES = {"n": "\n", "r": "", "t": " "}


def page(html: str) -> str:
    """The strings that its scripts write stand where the scripts stood; nothing is run."""
    return SCRIPT.sub(lambda script: _strings(script["code"]) or script[0], html)


def _strings(code: str) -> str:
    return "".join(_plain(found[1] or found[2] or "") for found in CALL.finditer(code))


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", lambda escape: ESCAPES.get(escape[1], escape[1]), text, flags=re.DOTALL)
