# The portal's targets. `make help` lists them, each with its sentence.

SHELL := /bin/sh
PYTHON := .venv/bin/python
PYTEST ?= -n 2 --dist worksteal
SETUP := python3 deploy/setup

.DEFAULT_GOAL := help
.PHONY: help demo lookup-node test check coverage bench format lock

help:  ## Show this list.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

demo:  ## Start the portal with demonstration data (PORT=8000; RESET=1 starts over). Ctrl-C ends it.
	@$(SETUP) demo
	@exec $(PYTHON) -m app.supervisor demo

lookup-node:  ## Start a look-up node that follows a portal elsewhere (LOOKUP_PORTAL, …; PORT=8100). Ctrl-C ends it.
	@$(SETUP) demo
	@exec $(PYTHON) -m app.supervisor node

test:  ## Run the whole test suite on a database of its own.
	@$(SETUP) test
	@exec $(PYTHON) -m pytest $(PYTEST)

check:  ## Check format, lint, types, imports and templates.
	@$(SETUP) check
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo
	.venv/bin/djlint --lint --quiet templates

coverage:  ## Run the tests and report which branches of app/ they take.
	@$(SETUP) test
	@.venv/bin/coverage erase
	.venv/bin/coverage run -m pytest $(PYTEST)
	@.venv/bin/coverage combine --quiet
	.venv/bin/coverage report

bench:  ## Measure pages, look-ups beside their peers, and every part by its own bench.
	@$(SETUP) bench
	@exec $(PYTHON) -m tests.bench

format:  ## Bring the code into its form.
	@$(SETUP) check
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

lock:  ## Compile requirements.lock anew from pyproject.toml.
	@$(SETUP) check
	.venv/bin/uv pip compile pyproject.toml --quiet --all-extras --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header -o requirements.lock
