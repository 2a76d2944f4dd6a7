"""Labels read from a text: district, year, kind, themes."""
