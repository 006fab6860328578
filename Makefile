# Two commands matter: make run, make test. `make help` lists the rest.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help run test check bench load chaos api certificate screenshots clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/run.done zbar ## install what is needed, make a sample event if there is none, start
	@$(BIN)/python -m kiosk run

test: $(VENV)/test.done zbar chromium poppler iproute curl ## everything: style, types, tests with a real browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

check: $(VENV)/test.done ## style and types only
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench: $(VENV)/test.done zbar chromium ## figures next to their goals
	$(BIN)/python -m benchmarks

load: $(VENV)/test.done zbar ## many kiosks at once
	$(BIN)/python -m benchmarks.load

chaos: $(VENV)/test.done ## races and kills in full number
	ROZMOWA_TEST_FULL=1 $(BIN)/python -m pytest tests/test_races.py tests/test_kills.py \
	  tests/test_answer_races.py tests/test_promises_of_the_rules.py tests/test_rewriting.py \
	  tests/test_mail_kills.py \
	  -s --timeout 3600

looks: $(VENV)/test.done zbar chromium ## every screen at every size in every look, measured
	ROZMOWA_TEST_FULL=1 $(BIN)/python -m pytest tests/test_browser_looks.py tests/test_browser_talk_looks.py \
	  tests/test_browser_barriers.py tests/test_browser_meet.py tests/test_browser_dashboard_looks.py \
	  tests/test_browser_usb_scanner.py --numprocesses 2

api: $(VENV)/test.done zbar ## the API against its document, with many inputs
	ROZMOWA_TEST_FULL=1 $(BIN)/python -m pytest tests/test_api_document.py --timeout 1200

certificate: $(VENV)/run.done ## HTTPS for the cameras of other kiosks
	@$(BIN)/python -m kiosk certificate

screenshots: $(VENV)/test.done zbar chromium ## pictures of every screen into artifacts/, and those of the docs
	$(BIN)/python -m benchmarks.screenshots

clean: ## forget the virtual environment and caches, never data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache

$(VENV)/run.done: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { \
	  echo "Python's venv is missing: install python3-venv and try again" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --requirement requirements.txt
	@touch $@

$(VENV)/test.done: requirements.txt requirements-dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements-dev.txt
	@touch $(VENV)/run.done $@

.PHONY: zbar chromium poppler iproute curl
zbar:
	@scripts/need-package.sh libzbar0 "ldconfig -p | grep -q libzbar" optional

chromium:
	@scripts/need-package.sh chromium "command -v chromium" required

poppler:
	@scripts/need-package.sh poppler-utils "command -v pdftoppm" required

iproute:
	@scripts/need-package.sh iproute2 "command -v ip" required

curl:
	@scripts/need-package.sh curl "command -v curl" required
