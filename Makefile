# The portal's commands. `make run` is enough to begin with; `make help` lists the others.
PYTHON := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup run test lint format bench load mutants messages docs pictures clean

setup run: export DEMO ?= true

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

setup:  ## everything the portal needs on a fresh machine, from the lock files
	@tools/setup

run:  ## the portal at http://localhost:8000 (PORT=…), with demo people; Ctrl-C ends it
	@tools/setup
	@exec $(PYTHON) tools/run.py

test:  ## the whole suite, browser tests included; P=registrations for one package
	@tools/setup --tests
	@$(PYTHON) -m pytest tests/$(P) -n logical --dist worksteal -q

lint:  ## ruff, mypy, import-linter, templates, translations, migrations
	@tools/setup --tests
	@$(PYTHON) tools/lint.py

format:  ## put Python in the house's shape
	@$(PYTHON) -m ruff check --fix-only --quiet .
	@$(PYTHON) -m ruff format .

bench:  ## how much slower than the bare minimum we are, as ratios
	@tools/setup --tests
	@$(PYTHON) tools/servers.py $(PYTHON) -m tools.bench

load:  ## ten times the expected peak for two minutes, on the loopback of this machine
	@tools/setup --tests
	@$(PYTHON) tools/servers.py $(PYTHON) tools/load.py

mutants:  ## does a test notice when the law is changed? forty minutes; scores go to docs/quality.md
	@tools/setup --tests
	@UV_PROJECT_ENVIRONMENT=.tools/mutants .tools/uv/bin/uv sync --frozen --quiet --group mutants --python $(PYTHON)
	@.tools/mutants/bin/python tools/mutants.py

messages:  ## bring the translation catalogues in step with the source
	@$(PYTHON) tools/messages.py extract
	@$(PYTHON) tools/messages.py compile

docs:  ## write the pages that are generated: the index of clauses, the diagrams of states
	@$(PYTHON) manage.py clauses
	@$(PYTHON) manage.py state_docs

pictures:  ## take the README's pictures anew
	@tools/setup --tests
	@PICTURES=docs/pictures $(PYTHON) -m pytest tests/house/test_pictures.py -q

clean:  ## remove what set-up made; your data in var/ stays
	rm -rf .venv .tools build mutants node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name '*.mo' -not -path './var/*' -delete
