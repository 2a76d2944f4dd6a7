"""Counts the automatic numbers of lists, which word processors print but do not store in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Callable, Mapping, Sequence

_PLACEHOLDER = re.compile(r"[\^%]([1-9])")
_SYLLABLES, _LETTERS, _MOST = "가나다라마바사아자차카타파하", "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", 100_000
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class Level:
    """How one level of a list is printed: `^2` or `%2` in the template is the number of the second level."""

    template: str
    form: str = "digit"  # a key of _FORMS
    start: int = 1


@dataclass(frozen=True)
class Place:
    list: str
    level: int  # from 0


@dataclass
class Numbers:
    lists: Mapping[str, Sequence[Level]]
    _counts: dict[str, list[int]] = field(default_factory=dict)

    def next(self, place: Place) -> str:
        """What stands before the next paragraph there; '' where the list prints nothing."""
        levels = self.lists.get(place.list, ())
        if not 0 <= place.level < len(levels):
            return ""
        counts = self._counts.setdefault(place.list, [level.start - 1 for level in levels])
        counts[place.level] += 1
        for level in range(place.level + 1, len(levels)):
            counts[level] = levels[level].start - 1
        return _PLACEHOLDER.sub(lambda match: self._number(levels, counts, int(match[1]) - 1),
                                levels[place.level].template).strip()

    def _number(self, levels: Sequence[Level], counts: Sequence[int], level: int) -> str:
        """A level above that was not met yet is at its start."""
        if level >= len(levels):
            return ""
        return _FORMS.get(levels[level].form, str)(min(max(counts[level], levels[level].start), _MOST))


def bullet(sign: str) -> Level:
    """Signs of symbol fonts have no character of their own."""
    return Level("•" if "\ue000" <= sign <= "\uf8ff" else sign)


def _of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


_FORMS: dict[str, Callable[[int], str]] = {
    "digit": str, "circled": _circled, "syllable": _of(_SYLLABLES), "letter": _of(_LETTERS), "roman": _roman,
    "ROMAN": lambda number: _roman(number).upper(), "latin": _of("abcdefghijklmnopqrstuvwxyz"),
    "LATIN": _of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "ideograph": lambda number: "一二三四五六七八九十"[number - 1] if 1 <= number <= 10 else str(number),
    "zero": lambda number: f"{number:02}", "none": lambda number: "",
}
