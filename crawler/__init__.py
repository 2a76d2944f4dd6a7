"""Fetches boards of local governments into the raw archive."""
