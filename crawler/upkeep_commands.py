"""The verbs that keep the archive safe: backup, restore, verify."""

from __future__ import annotations

import shutil
from pathlib import Path

from crawler import upkeep
from crawler.archive import Archive
from crawler.settings import Settings, data_folder

LISTS = ("takedowns.csv",)  # what persons decided, kept beside the archive


def backup(settings: Settings, copy: Path) -> int:
    upkeep.backup(settings.archive, copy)
    for name in LISTS:
        if (settings.data / name).exists():
            shutil.copyfile(settings.data / name, _beside(copy, name))
    print(f"copied {settings.archive} to {copy}, {copy.stat().st_size:,} bytes")
    return 0


def restore(settings: Settings, copy: Path) -> int:
    data_folder(settings.data, create=True)
    upkeep.restore(copy, settings.archive)
    for name in LISTS:
        if _beside(copy, name).exists():
            shutil.copyfile(_beside(copy, name), settings.data / name)
    print(f"restored {settings.archive}: `python -m indexer rebuild` makes the index of it")
    return 0


def verify(settings: Settings, mend: bool) -> int:
    """0 when everything is whole, or was taken out to be fetched again."""
    data_folder(settings.data)
    with Archive(settings.archive) as archive:
        found = upkeep.verify(archive)
        for sha256 in found.damaged:
            print(f"damaged: {sha256}")
        for sha256 in found.missing:
            print(f"missing: {sha256}")
        counts = f"{found.bodies:,} bodies, {found.captures:,} captures"
        print(f"{counts}, damaged {len(found.damaged)}, missing {len(found.missing)}")
        if mend and not found.sound:
            wanted, lost = upkeep.repair(archive, found)
            print(f"taken out: {wanted} addresses wanted again, {lost} local files lost: add them again")
            return 1 if lost else 0
    return 0 if found.sound else 1


def _beside(copy: Path, name: str) -> Path:
    return copy.with_name(f"{copy.name}.{name}")
