"""The search pages with their JSON API."""
