# Lüli. `make help` lists what can be done here; each line of it is the ## comment beside a target.
# Only Python 3.11 or later, make and a C library are needed; PYTHON=/path/to/python3 chooses the Python.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:

PY := .venv/bin/python
PACKAGES := domain projections api ops
# A checkout that somebody else owns is used without writing into it.
CACHE := $(shell if [ -w . ]; then echo .cache; else echo "$${TMPDIR:-/tmp}/luli-cache-$$(id -u)"; fi)
export HYPOTHESIS_STORAGE_DIRECTORY := $(CACHE)/hypothesis
export RUFF_CACHE_DIR := $(CACHE)/ruff
export MYPY_CACHE_DIR := $(CACHE)/mypy
# The suite makes databases of its own, whatever ledger this shell is set to work on.
unexport LULI_DATABASE_URL LULI_DATA

# As many test workers as there are cores, two of them on 2 cores: WORKERS=1 for one.
WORKERS ?= auto
PYTEST := $(PY) -m pytest -p no:cacheprovider -q
ARGS ?=

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):[^#]*## /\1|/' | awk -F'|' '{printf "  make %-14s %s\n", $$1, $$2}'

.PHONY: venv
venv: ## Make .venv with everything that running and testing needs, from the hashed lock
	@sh .ci/venv dev

.PHONY: run
run: ## Serve a ledger on 127.0.0.1:8000, with a small demo in it if it is empty
	@sh .ci/venv runtime
	@$(PY) -m ops serve --with-demo $(ARGS)

.PHONY: demo
demo: ## Fill the ledger with a generated population: ARGS="--workers 2000 --seed 1"
	@sh .ci/venv runtime
	@$(PY) -m ops demo $(ARGS)

.PHONY: test
test: lint types test-style ## Check style, types and layers, then run every test that needs nothing else installed
	@$(PYTEST) -n $(WORKERS) --dist worksteal tests/unit tests/integration tests/e2e $(ARGS)
