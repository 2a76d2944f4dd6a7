"""Builds the office files that hang on the posts; equal content gives equal bytes."""

from __future__ import annotations

from pathlib import PurePath

from crawler.sample import SampleError
from crawler.sample.content import Enclosure
from crawler.sample.offices import docx_file, hwpx_file, pdf_file, xlsx_file
from crawler.sample.offices.pack import packed

WRITERS = {
    ".hwpx": hwpx_file.write,
    ".docx": docx_file.write,
    ".pdf": pdf_file.write,
    ".xlsx": xlsx_file.write,
}


def build(enclosure: Enclosure) -> bytes:
    """The file in the format that its name says; a ZIP holds its members under CP949 names."""
    suffix = PurePath(enclosure.name).suffix
    if suffix == ".zip":
        members = [(one.name.encode("cp949").decode("cp437"), build(one)) for one in enclosure.members]
        return packed(members, enclosure.paper.dated)
    if suffix not in WRITERS:
        raise SampleError(f"{enclosure.name}: no writer for {suffix or 'a name without a suffix'}")
    return WRITERS[suffix](enclosure.paper)
