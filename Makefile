# Every target sets itself up from nothing: it needs Python >= 3.10 and make, and installs the rest.
#
#   make demo          open the quickstart in JupyterLab (HEADLESS=1: only take its picture)
#   make test          all tests: Python, JavaScript, a real browser, a real MongoDB (PYTEST_ARGS="-k form")
#   make test-interop  our datasets in real FiftyOne, and its in ours, on one MongoDB (installs FiftyOne: 1 GB)
#   make lint          formatting, lints and types, Python and TypeScript
#   make bench         measure, and rewrite the table in docs/performance.md
#   make clean         remove everything that these made
#
# PYTHON=python3.12 chooses the interpreter, VENV=folder where it goes.

PYTHON ?= python3
VENV ?= .venv
PYTEST_ARGS ?=

PY := $(VENV)/bin/python
# Named by the content of pyproject.toml, so that a changed dependency is installed and a touched file is not.
READY := $(VENV)/ready-$(shell cksum < pyproject.toml | cut -d ' ' -f 1)

.DEFAULT_GOAL := help
.PHONY: help demo test test-js test-interop lint bench clean assets browser mongod

help:
	@sed -n 's/^#   //p' Makefile

$(READY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "fo_widgets needs Python >= 3.10, this is " + sys.version.split()[0] + ": use `make PYTHON=python3.12 ...`")'
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@echo 'installing fo_widgets and its tools into $(VENV)'
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@requires="$$($(PY) tools/assets.py requires)" && \
		{ test -z "$$requires" || $(PY) -m pip install --quiet --disable-pip-version-check "$$requires"; }
	@rm -f $(VENV)/ready-* && touch $@

assets: $(READY)
	@$(PY) tools/assets.py build

browser: $(READY)
	@$(PY) -m tools.chromium

mongod: $(READY)
	@$(PY) -m tools.mongod

demo: assets browser
	$(PY) -m tools.demo

test-js: $(READY)
	$(PY) tools/assets.py npm test

test: assets browser mongod test-js
	$(PY) -m pytest $(PYTEST_ARGS)

test-interop: mongod
	$(PY) -m tools.fiftyone_venv
	FO_WIDGETS_INTEROP=1 $(PY) -m pytest tests/interop $(PYTEST_ARGS)

lint: $(READY)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(PY) -m mypy
	$(PY) tools/assets.py npm run lint

bench: assets browser
	$(PY) -m benchmarks

clean:
	rm -rf $(VENV) .build dist demo-output test-output fo_widgets/static js/node_modules js/.build
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
