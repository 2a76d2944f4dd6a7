"""How long a source has been silent beside how long it may be: a comparison with its own history."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from itertools import pairwise
from typing import Sequence

from crawler.limits import Pause, limits
from crawler.readings import History
from crawler.sources import Source


def silent_days(history: History, today: date) -> int:
    """Since the newest post; the days of a pause count only for a source that goes on in it."""
    newest = history.days[-1]
    return (today - newest).days - _paused_days(kept_pauses(history.days, today), newest, today)


def allowed_days(source: Source, history: History) -> int:
    """What the declaration says; else what the history says, once it is longer than the silence of such a board."""
    stated = source.expect.get("newest_within_days")
    if stated:
        return int(stated)
    known, days = limits().silence, history.days
    unknown = known.days.get(source.kind, max(known.days.values()))
    if len(days) < limits().runs.usual_posts or (days[-1] - days[0]).days < unknown:
        return int(unknown)
    pauses = kept_pauses(days, days[-1])
    gaps = [(later - earlier).days - _paused_days(pauses, earlier, later) for earlier, later in pairwise(days)]
    usual = max(sum(gaps) / len(gaps) * known.mean_gaps, max(gaps) * known.longest_gaps)
    return max(known.least_days, round(usual))


def kept_pauses(days: Sequence[date], today: date) -> list[Pause]:
    """Those in which the source came out less than a quarter as often as at other times."""
    pauses = [pause for pause in limits().silence.pauses if pause.start <= today and pause.end > days[0]]
    inside = {pause: bisect_right(days, pause.end) - bisect_left(days, pause.start) for pause in pauses}
    outside = (days[-1] - days[0]).days + 1 - _paused_days(pauses, days[0], days[-1])
    rate = (len(days) - sum(inside.values())) / max(1, outside)
    return [
        pause
        for pause in pauses
        if inside[pause] < rate * (min(today, pause.end) - pause.start).days * limits().silence.pause_share
    ]


def _paused_days(pauses: Sequence[Pause], earlier: date, later: date) -> int:
    """Days of pauses that lie between two days."""
    spans = [(min(later, pause.end) - max(earlier, pause.start)).days for pause in pauses]
    return sum(max(0, span) for span in spans)
