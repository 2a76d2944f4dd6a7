"""How much of a file the readers are willing to read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The largest real file seen has 3 MB, 76 pages or 31,000 cells; the caps keep a hostile one under 1.5 GB."""

    file_bytes: int = 50 * 2**20
    pdf_bytes: int = 100 * 2**20
    zip_entries: int = 5_000
    zip_declared_bytes: int = 300 * 2**20
    part_bytes: int = 64 * 2**20  # one inflated part of a package, counted while it inflates
    inflated_bytes: int = 300 * 2**20  # all members of a ZIP together
    cells: int = 200_000
    repeated_characters: int = 2_000_000  # copies of the text of merged cells, in all tables of a document
    depth: int = 60  # nested tables, boxes, content controls
    sheet_rows: int = 50_000
    sheet_columns: int = 200
    sheet_box_cells: int = 5_000_000  # calamine allocates the whole used rectangle
    text_characters: int = 20_000_000
    pdf_pages: int = 2_000
    pdf_seconds: float = 40.0  # then the pages so far are the text
    zip_seconds: float = 40.0  # then the remaining members are not opened
    ocr_pages: int = 100
    ocr_seconds: float = 180.0  # of a document, beside the time of its reader
    ocr_page_seconds: float = 30.0
    page_rulings: int = 4_000
    page_grid_cells: int = 20_000
    worker_memory_bytes: int = 1536 * 2**20
    worker_file_bytes: int = 128 * 2**20
    worker_open_files: int = 64
    worker_jobs: int = 200
    read_seconds: float = 30.0
    slow_read_seconds: float = 60.0  # PDF and ZIP


LIMITS = Limits()
