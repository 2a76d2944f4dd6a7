"""Reads the text of an announcement's file, whatever its format, without trusting it."""

from indexer.extract.reading import read

__all__ = ["read"]
