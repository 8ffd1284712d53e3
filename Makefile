# `make` lists what there is. Nothing is needed beforehand but Python 3.11 or newer, make and git.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# The first Python at hand that is new enough and can make a virtual environment.
NEW_ENOUGH := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
FIND_PYTHON = for python in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python; do \
	if "$$python" -c '$(NEW_ENOUGH)' 2>/dev/null; then echo "$$python"; break; fi; done
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

# One file for every Python and system at once: what only some of them need gets a marker.
LOCK = $(BIN)/uv pip compile --quiet --universal --fork-strategy fewest --generate-hashes \
	--custom-compile-command "make lock" $(OPTIONS)

.PHONY: help setup chat run test lint check map bench pictures lock image clean
.DEFAULT_GOAL := help

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## install everything into .venv

$(READY): requirements-dev.txt pyproject.toml
	@$(BIN)/python -c '$(NEW_ENOUGH)' 2>/dev/null || { python=$$($(FIND_PYTHON)); \
	test -n "$$python" || { echo "No Python 3.11 or newer with its venv module was found: install one (Debian: apt install" \
	"python3 python3-venv), or name it: make setup PYTHON=/path/to/python3" >&2; exit 1; }; \
	"$$python" -m venv --clear $(VENV); }
	@echo "Installing into $(VENV) ..."
	@$(PIP) install --require-hashes --requirement requirements-dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

chat: $(READY) ## ask questions in the terminal
	@$(BIN)/summitbot chat

run: $(READY) ## start the Discord bot (its token in DISCORD_TOKEN)
	@$(BIN)/python -m bot

test: lint ## everything that must hold: style, types, who may import whom, then the tests
	$(BIN)/pytest --quiet --numprocesses auto --dist loadfile

lint: $(READY) ## style, types, and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

check: $(READY) ## look through the knowledge folder for mistakes
	$(BIN)/summitbot check knowledge

map: $(READY) ## write docs/knowledge-map.md anew after a change in the knowledge folder
	$(BIN)/summitbot map knowledge > docs/knowledge-map.md.new
	@mv docs/knowledge-map.md.new docs/knowledge-map.md

bench: $(READY) ## compare accuracy and speed with other matchers (sparing the largest: OPTIONS="--largest 10000")
	@$(BIN)/python -c 'import bm25s, sklearn' 2>/dev/null || { $(PIP) install --upgrade pip && \
	$(PIP) install --group bench; } || echo "Some matchers to compare with could not be installed." >&2
	@OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 $(BIN)/python -m bench.run $(OPTIONS)

pictures: $(READY) ## draw the docs' pictures anew (it says what that needs)
	@$(BIN)/python docs/pictures/make.py

lock: $(READY) ## renew the hashed requirements after a change in pyproject.toml (newer versions too: OPTIONS=--upgrade)
	@$(PIP) install uv
	$(LOCK) --output-file requirements.txt pyproject.toml
	$(LOCK) --output-file requirements-dev.txt --constraint requirements.txt --group dev pyproject.toml
	$(LOCK) --output-file requirements-build.txt --constraint requirements-dev.txt --group build

image: ## build the container image
	docker build --tag summitbot .

clean: ## remove everything that was made
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find bench bot src tests -name __pycache__ -type d -prune -exec rm -rf {} +
