"""How well labels and clusters are made, measured on labelled releases."""
