"""Turns the raw archive into a searchable index."""
