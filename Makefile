# Lüli. `make help` lists what can be done here: each line of it is the ## comment beside a target.
# Only Python 3.11 or later, make and a C library are needed; PYTHON=/path/to/python3 chooses the Python.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:

PY := .venv/bin/python
# Where Debian puts servers, which an ordinary user's PATH leaves out.
export PATH := $(PATH):/usr/local/sbin:/usr/sbin
# Options for the command that a target runs: make bench ARGS="append import"
ARGS ?=
# Test processes: as many as there are cores.
WORKERS ?= logical
BENCH ?= bench.json

# A checkout that another account owns is used without writing into it.
CACHE := $(shell if [ -w . ]; then pwd; else echo "$${TMPDIR:-/tmp}/luli-$$(id -u)"; fi)/.cache
CHECKED := env RUFF_CACHE_DIR=$(CACHE)/ruff MYPY_CACHE_DIR=$(CACHE)/mypy
# The suite makes ledgers of its own, whichever one this shell is set to work on.
# Many tests start `luli` as a process: each would compile the whole house again where bytecode is not kept.
PYTEST := env -u LULI_DATABASE_URL -u LULI_DATA -u LULI_HOST -u LULI_PORT -u PYTHONDONTWRITEBYTECODE \
	PYTHONPYCACHEPREFIX=$(CACHE)/bytecode HYPOTHESIS_STORAGE_DIRECTORY=$(CACHE)/hypothesis $(PY) -m pytest

.PHONY: help
help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{printf "  make %-17s %s\n", $$1, $$2}'

.PHONY: run
run: ## Serve a ledger on 127.0.0.1:8000, with a small demo if it is empty; prints a sign-in address
	@sh .ci/venv runtime
	@$(PY) -m ops serve --with-demo --sign-in $(ARGS)

.PHONY: test
test: lint types ## Check style and types, then run every test that needs no other program installed
	@$(PYTEST) -q -n $(WORKERS) tests --ignore=tests/style --ignore=tests/browser --ignore=tests/nats $(ARGS)

.PHONY: test-fast
test-fast: venv ## Run the unit tests alone: no database, a few seconds
	@$(PYTEST) -q -n $(WORKERS) tests/unit $(ARGS)

.PHONY: test-browser
test-browser: venv ## Run the tests that drive a browser (Debian: apt-get install chromium)
	@sh .ci/need chromium chromium chromium-browser google-chrome
	@$(PYTEST) -q tests/browser $(ARGS)

.PHONY: test-nats
test-nats: venv ## Run the tests against a NATS server (Debian: apt-get install nats-server)
	@sh .ci/need nats-server nats-server
	@$(PYTEST) -q tests/nats $(ARGS)

.PHONY: bench
bench: venv ## Measure against raw PostgreSQL and the library's stock parts; the table also goes into bench.json
	@$(PY) -m ops bench --json $(BENCH) $(ARGS)

.PHONY: demo
demo: ## Fill the ledger with a generated population: ARGS="--workers 2000 --seed 1"
	@sh .ci/venv runtime
	@$(PY) -m ops demo $(ARGS)

.PHONY: lint
lint: venv ## Check formatting, ruff's rules, import layers and the house style
	@$(CHECKED) $(PY) -m ruff check --quiet .
	@$(CHECKED) $(PY) -m ruff format --check --quiet . || { echo "Not formatted: run make format" >&2; exit 1; }
	@$(PYTEST) -q tests/style

.PHONY: types
types: venv ## Check types with mypy, strictly
	@$(CHECKED) $(PY) -m mypy

.PHONY: format
format: venv ## Format the code and mend what ruff can mend
	@$(CHECKED) $(PY) -m ruff check --quiet --fix . ; $(CHECKED) $(PY) -m ruff format .

.PHONY: docs-requirements
docs-requirements: venv ## Write docs/requirements.md anew: each clause with its events, rules, reports and tests
	@$(PY) -m tests.traceability

.PHONY: venv
venv: ## Make .venv from the hashed locks, with all that running and testing need
	@sh .ci/venv dev

.PHONY: lock
lock: venv ## Write both locks anew from pyproject.toml (UPGRADE=--upgrade takes newer releases)
	@sh .ci/lock $(UPGRADE)

.PHONY: clean
clean: ## Remove the virtual environment and caches; a ledger's data stays
	@rm -rf .venv .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	@find domain projections api ops tests -name __pycache__ -type d -prune -exec rm -rf {} +
