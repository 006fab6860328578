# Two commands matter: make run, make test. `make help` lists the rest.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Every test process and every server it starts would compile all of Rozmowa anew.
export PYTHONDONTWRITEBYTECODE :=
BANDIT = $(BIN)/bandit --quiet --configfile pyproject.toml --recursive kiosk matching streamlit_app.py

.PHONY: help run test check bench load measurements chaos capacity races looks api fuzz release certificate screenshots clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/run.done zbar ## install what is needed, make a sample event if there is none, start
	@$(BIN)/python -m kiosk run

test: $(VENV)/test.done zbar headless poppler iproute curl postgresql caddy nginx systemd ## everything: style, types, tests with a real browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BANDIT)
	$(BIN)/python -m pytest --numprocesses 4 --dist loadfile --no-loadscope-reorder

check: $(VENV)/test.done ## style and types only
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BANDIT)

bench: $(VENV)/test.done zbar chromium ## figures next to their goals
	$(BIN)/python -m benchmarks

load: $(VENV)/test.done zbar postgresql ## many kiosks, phones and a dashboard at once, 15 minutes
	$(BIN)/python -m benchmarks.load

measurements: $(VENV)/test.done zbar chromium postgresql ## bench and load again, into docs/measurements.md
	$(BIN)/python -m benchmarks.measurements all

chaos: $(VENV)/test.done zbar chromium postgresql iproute faketime ## kills, a full disk, clocks, networks, PostgreSQL, 25 minutes
	$(BIN)/python -m benchmarks.chaos

capacity: $(VENV)/test.done zbar chromium postgresql caddy nginx ## proxies, failovers, room and time of PostgreSQL, into docs/deploy.md, 20 minutes
	ROZMOWA_TEST_FULL=1 $(BIN)/python -m pytest tests/test_fronts.py tests/test_browser_fronts.py \
	  tests/test_failover.py -s
	$(BIN)/python -m benchmarks.capacity --record

races: $(VENV)/test.done ## races and kills of the rules in full number
	ROZMOWA_TEST_FULL=1 $(BIN)/python -m pytest tests/test_races.py tests/test_kills.py \
	  tests/test_answer_races.py tests/test_promises_of_the_rules.py tests/test_rewriting.py \
	  tests/test_mail_kills.py tests/test_away.py \
	  -s --timeout 3600

looks: $(VENV)/test.done zbar headless poppler ## every screen and page at every size in every look, measured, with pictures
	ROZMOWA_TEST_FULL=1 $(BIN)/python -m pytest -m browser --numprocesses 2 --dist loadfile

api: $(VENV)/test.done zbar ## the API against its document, with many inputs
	ROZMOWA_TEST_FULL=1 $(BIN)/python -m pytest tests/test_api_document.py --timeout 1200

certificate: $(VENV)/run.done ## HTTPS for the cameras of other kiosks
	@$(BIN)/python -m kiosk certificate

screenshots: $(VENV)/test.done zbar chromium ## pictures of every screen into artifacts/, and those of the docs
	$(BIN)/python -m benchmarks.screenshots

fuzz: $(VENV)/test.done zbar ## hostile pictures, lists, forms, links and programs for 10 minutes each kind
	ROZMOWA_FUZZ_SECONDS=$${ROZMOWA_FUZZ_SECONDS:-600} $(BIN)/python -m pytest tests/test_fuzz_*.py \
	  -s --timeout 7200 --numprocesses 2 --dist loadfile

release: $(VENV)/release.done ## what a release carries: a lock with hashes, a list of all its parts
	scripts/release.sh $(VENV)/release/bin

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

$(VENV)/release.done: requirements-release.txt
	@$(PYTHON) -m venv $(VENV)/release
	$(VENV)/release/bin/python -m pip install --quiet --requirement requirements-release.txt
	@touch $@

.PHONY: zbar chromium headless poppler iproute curl postgresql caddy nginx systemd faketime
zbar:
	@scripts/need-package.sh libzbar0 "ldconfig -p | grep -q libzbar" optional

chromium:
	@scripts/need-package.sh chromium "command -v chromium" required

# The same Chromium without its windows takes a fifth less of a processor; where Debian has none of
# that, the whole one does as well.
headless:
	@scripts/need-package.sh chromium-headless-shell "command -v chromium-headless-shell" required || \
	  scripts/need-package.sh chromium "command -v chromium" required

poppler:
	@scripts/need-package.sh poppler-utils "command -v pdftoppm" required

iproute:
	@scripts/need-package.sh iproute2 "command -v ip" required

faketime:
	@scripts/need-package.sh libfaketime "ls /usr/lib/*/faketime/libfaketimeMT.so.1" required

curl:
	@scripts/need-package.sh curl "command -v curl" required

postgresql:
	@scripts/need-package.sh postgresql "ls /usr/lib/postgresql/*/bin/initdb" required postgresql

caddy:
	@scripts/need-package.sh caddy "command -v caddy" required caddy

nginx:
	@scripts/need-package.sh nginx "command -v nginx" required nginx

systemd:
	@scripts/need-package.sh systemd "command -v systemd-analyze" required
