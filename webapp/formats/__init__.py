"""The formats in which documents leave the pages."""
