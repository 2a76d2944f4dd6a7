"""The engine that holds the entries: what every engine can do."""

from __future__ import annotations

from typing import Any, Iterable, Iterator, Mapping, Protocol, Sequence

from indexer.errors import EngineError, EngineUnreachable
from indexer.query import Query, Results
from indexer.records import Entry
from indexer.settings import Settings


class Engine(Protocol):
    """Entries in versions, of which one is served.

    `create` begins an empty version, returning its name; `put` and `delete` write to the served version unless one is
    named; `promote` makes a version the served one in one step and keeps the previous one.
    """

    def create(self) -> str: ...

    def put(self, entries: Iterable[Entry], version: str | None = None) -> int:
        """Stores entries, replacing those of the same id; durable when it returns. The number stored."""

    def delete(self, ids: Sequence[str], version: str | None = None) -> int: ...

    def promote(self, version: str) -> None: ...

    def get(self, id: str, version: str | None = None) -> Entry | None: ...

    def search(self, query: Query) -> Results: ...

    def scan(self, version: str | None = None) -> Iterator[Entry]: ...

    def count(self) -> int: ...

    def terms(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Content terms of the index that begin with `prefix`, with the number of entries that hold them."""

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """How many entries hold each content term, about: deleted ones may still count."""

    def completions(self, prefix: str, limit: int, query: Query = Query()) -> list[tuple[str, int]]:
        """Keys of `completions` that begin with `prefix`, commonest first, counted under the filters of a query."""

    def summarise(self) -> Mapping[str, Any]:
        """What was last written by `describe`: coverage by district, archive sequence, analyzer fingerprint."""

    def describe(self, facts: Mapping[str, Any], version: str | None = None) -> None: ...


def connect(settings: Settings) -> Engine:
    """The engine that the settings name; EngineUnreachable, with the address, when it does not answer."""
    if settings.engine == "embedded":
        from indexer.engines.tantivy.engine import TantivyEngine

        return TantivyEngine(settings.data / "index")
    if settings.engine.startswith(("http://", "https://")):
        raise _not_yet(settings.engine)
    raise EngineError(f"JACHI_ENGINE={settings.engine}: neither `embedded` nor an http(s) address")


def _not_yet(address: str) -> EngineError:
    """What stands in the way of an Elasticsearch address: nothing answers there, or this version cannot use it."""
    from elasticsearch import Elasticsearch, TransportError

    named = f"JACHI_ENGINE={_without_password(address)}"
    try:
        Elasticsearch(address, request_timeout=5, max_retries=0).info()
    except TransportError as error:
        return EngineUnreachable(f"{named}: no engine answers there ({error.message})")
    except ValueError as error:
        return EngineError(f"{named}: {error}")
    return EngineError(f"{named}: this version only has the embedded engine")


def _without_password(address: str) -> str:
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
