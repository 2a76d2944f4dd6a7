"""What the monitors decide about the new posts of a run: into the archive, or into quarantine."""

from __future__ import annotations

from dataclasses import replace

from crawler.monitor import WITHDRAWN, Facts, alarms
from crawler.readings import Reading
from crawler.suspicion import Alarm
from crawler.visit import Visit

JUDGED_AT_ONCE = 10  # new posts: more than any of these alarms needs to be raised


def resume(visit: Visit) -> None:
    """The posts that a killed run left unjudged are judged together with those of this one."""
    left = [capture.key for capture in visit.withheld.of(visit.source.id)]
    visit.facts.new += [found for key in left if (found := visit.readings.get(key))]


def settle(visit: Visit) -> None:
    """Into the archive what came until now, unless it may turn out to be suspect."""
    if not _may_be_suspect(visit):
        visit.withheld.release(visit.source.id)


def settle_some(visit: Visit) -> None:
    """After so many posts that a killed run leaves no more unjudged."""
    if visit.withheld.count(visit.source.id) >= JUDGED_AT_ONCE:
        settle(visit)


def judge(visit: Visit) -> None:
    """The alarms of the whole run; the new posts that they are about go to quarantine, all others into the archive."""
    raised = {alarm.name for alarm in visit.outcome.alarms}
    for alarm in _alarms(visit, visit.facts):
        if alarm.name not in raised:
            visit.outcome.alarm(alarm)
            if alarm.name in WITHDRAWN:
                withdraw(visit, visit.facts.new, alarm)
    visit.withheld.release(visit.source.id)


def withdraw(visit: Visit, readings: list[Reading], alarm: Alarm) -> None:
    """Posts of this run, to quarantine."""
    keys = {one.key for one in readings}
    for capture in visit.withheld.of(visit.source.id):
        if capture.key in keys:
            visit.quarantine.park(capture, visit.archive.body(capture.sha256), alarm)
            visit.withheld.drop(capture.key)
            visit.readings.forget(capture.key)
    for key in keys:
        for stored in visit.archive.by_key(key, "post"):
            visit.quarantine.withdraw(stored, alarm)
            visit.readings.forget(key)


def _may_be_suspect(visit: Visit) -> bool:
    """As if more list pages had been read, and with two posts of one text as if a third would come."""
    facts = replace(visit.facts, pages=max(2, visit.facts.pages))
    last = {one.digest for one in facts.new[-2:]}
    twins = len(facts.new) > 1 and len(last) == 1
    return twins or any(alarm.name in WITHDRAWN for alarm in _alarms(visit, facts))


def _alarms(visit: Visit, facts: Facts) -> list[Alarm]:
    """But for those that a person found harmless."""
    history = visit.readings.history(visit.source.id, visit.today())
    return [alarm for alarm in alarms(visit.source, history, facts, visit.now()) if alarm.name not in visit.accepted]
