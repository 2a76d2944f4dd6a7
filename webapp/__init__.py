"""The search pages with their JSON API."""

from webapp.app import create_app

__all__ = ["create_app"]
