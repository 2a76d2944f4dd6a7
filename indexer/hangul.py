"""Hangul by its letters: jamo of syllables, initials, and what the keyboard's keys would have written."""

from __future__ import annotations

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
PAIRS = {  # letters of two keys
    "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ", "ㅢ": "ㅡㅣ",
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip

_FIRST, _LAST = 0xAC00, 0xD7A3
_KEYS = dict(
    zip("qwertyuiopasdfghjklzxcvbnmQWERTOP", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ")
)
_LETTERS = {letter: key for key, letter in _KEYS.items()}
_JOINED = {pair: letter for letter, pair in PAIRS.items()}


def jamo(text: str) -> str:
    """`청년` → ㅊㅓㅇㄴㅕㄴ; letters of two keys as two, everything else as it is, in lower case, without spaces."""
    return "".join(_spelled(char) for char in text.lower() if not char.isspace())


def initials(text: str) -> str:
    """`청년 월세` → ㅊㄴㅇㅅ; other characters as they are, in lower case, without spaces."""
    return "".join(_initial(char) for char in text.lower() if not char.isspace())


def is_initials(text: str) -> bool:
    """Whether a text is two or more consonants and nothing else."""
    compact = "".join(text.split())
    return len(compact) > 1 and all(char in INITIALS for char in compact)


def from_keys(text: str) -> str | None:
    """What Latin keys write on a Korean keyboard: cjdsus → 청년; None unless whole syllables come out."""
    written = in_korean(text)
    whole = all(_FIRST <= ord(char) <= _LAST or not char.isalpha() for char in written)
    return written if whole and any(char.isalpha() for char in written) else None


def in_korean(text: str) -> str:
    """What Latin keys write on a Korean keyboard, finished or not: cjdsu → 청녀."""
    return compose("".join(_KEYS.get(key, _KEYS.get(key.lower(), key)) for key in text))


def to_keys(text: str) -> str:
    """What Korean letters are on a Latin keyboard: ㅁㅑ → ai, ㅎ밸 → gbem."""
    return "".join(_LETTERS.get(letter, letter) for char in text for letter in _spelled(char))


def compose(letters: str) -> str:
    """Syllables out of letters as a keyboard writes them, a consonant going over to the vowel that follows."""
    written: list[str] = []
    at = 0
    while at < len(letters):
        syllable, used = _syllable(letters, at)
        written.append(syllable)
        at += used
    return "".join(written)


def _spelled(char: str) -> str:
    if not _FIRST <= ord(char) <= _LAST:
        return PAIRS.get(char, char)
    code = ord(char) - _FIRST
    vowel, final = VOWELS[code // 28 % 21], FINALS[code % 28].strip()
    return INITIALS[code // 588] + PAIRS.get(vowel, vowel) + PAIRS.get(final, final)


def _initial(char: str) -> str:
    return INITIALS[(ord(char) - _FIRST) // 588] if _FIRST <= ord(char) <= _LAST else char


def _syllable(letters: str, at: int) -> tuple[str, int]:
    """The syllable that begins at a letter, with the number of letters it takes."""
    first = letters[at]
    if first not in INITIALS or letters[at + 1 : at + 2] not in tuple(VOWELS):
        return first, 1
    vowel, used = letters[at + 1], 2
    if vowel + letters[at + 2 : at + 3] in _JOINED:
        vowel, used = _JOINED[vowel + letters[at + 2]], 3
    final = _final(letters, at + used)
    code = (INITIALS.index(first) * 21 + VOWELS.index(vowel)) * 28 + FINALS.index(_JOINED.get(final, final) or " ")
    return chr(_FIRST + code), used + len(final)


def _final(letters: str, at: int) -> str:
    """The one or two consonants that close a syllable: those not needed by a vowel behind them."""
    two = letters[at : at + 2]
    if two in _JOINED and _JOINED[two] in FINALS and letters[at + 2 : at + 3] not in tuple(VOWELS):
        return two
    one = letters[at : at + 1]
    return one if one.strip() and one in FINALS and letters[at + 1 : at + 2] not in tuple(VOWELS) else ""
