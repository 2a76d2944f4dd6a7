"""The search pages with their JSON API."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from indexer.engines import Engine
    from indexer.settings import Settings


def create_app(engine: Engine | None = None, settings: Settings | None = None) -> Flask:
    """The application, loaded when it is made: webapp.serving has to say first where metrics are kept."""
    from webapp.app import create_app as create

    return create(engine, settings)


__all__ = ["create_app"]
