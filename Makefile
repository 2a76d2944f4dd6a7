# make run: everything, from nothing to a search page with the sample sites. See README.md.
PYTHON ?= python3
PORT ?= 8000
SAMPLE_PORT ?= 8010
JACHI_DATA ?= data
BIN = .venv/bin
export JACHI_DATA PORT

.PHONY: install run test bench lint audit

install: .venv/ready

.venv/ready: setup.cfg pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("jachi needs Python 3.11 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[sample]'
	@touch $@

run: install
	@trap 'kill $$sites 2>/dev/null; wait $$sites 2>/dev/null' EXIT INT TERM; \
	$(BIN)/python -m crawler sample --port $(SAMPLE_PORT) & sites=$$!; \
	$(BIN)/python -m crawler run --sources crawler/sample/districts --site-base http://127.0.0.1:$(SAMPLE_PORT) && \
	$(BIN)/python -m indexer update && \
	$(BIN)/python -m webapp --port $(PORT)

.venv/test-ready: .venv/ready
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[sample,test]'
	@touch $@

test: .venv/test-ready
	$(BIN)/python -m pytest -n auto --dist loadfile --cov --cov-report=term:skip-covered

bench: .venv/test-ready
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.crawl
	$(BIN)/python -m tests.bench.year
	$(BIN)/python -m tests.bench.soak
	$(BIN)/python -m tests.bench.documents
	$(BIN)/python -m tests.bench.scans
	$(BIN)/python -m tests.bench.damage

lint: .venv/test-ready
	$(BIN)/flake8 crawler indexer webapp mappings tests
	$(BIN)/isort --check-only crawler indexer webapp mappings tests
	$(BIN)/mypy
	$(BIN)/python -m tests.secrets

# what the advisories say of every dependency; it asks the internet
audit: .venv/test-ready
	$(BIN)/pip install --quiet --disable-pip-version-check 'pip-audit>=2.7,<3'
	$(BIN)/pip-audit --skip-editable
