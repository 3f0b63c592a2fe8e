# Every command of the project; `make` lists them.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PORT

.DEFAULT_GOAL := help
.PHONY: help demo test check fix bench lock clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.base ## Kota Lama, the demonstration city, in a web server (PORT=8100 make demo; DEMO="--fresh --on 2026-11-24")
	@$(BIN)/penata demo $(DEMO)

test: $(VENV)/.dev node_modules/.penata ## every test, browser journeys included where a Chromium is found
	@$(BIN)/python tests/run.py $(TEST)

check: $(VENV)/.dev ## format, lint, types, the plan of the house, translations, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --config house.ini
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m pytest -q -p no:randomly $(addprefix tests/house/test_,floors.py writes.py sizes.py docs.py refusals.py translations.py)

fix: $(VENV)/.dev ## format, and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev node_modules/.penata ## measure, side by side in one run (minutes)
	$(BIN)/python -m benchmarks $(BENCH)

lock: ## compile the locked requirements anew, without the address of an index
	$(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/pip install -q pip-tools
	for set in base dev; do $(VENV)-lock/bin/pip-compile -q --upgrade --generate-hashes --strip-extras \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header \
	  $$(test $$set = dev && echo --extra dev) -o requirements/$$set.txt pyproject.toml; done
	rm -rf $(VENV)-lock

clean: ## remove what the commands made, the demonstration city included
	rm -rf $(VENV) node_modules static .data

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "penata: Python 3.11 is needed. Install it (Debian: apt install python3.11 python3.11-venv), or name it: make PYTHON=/path/to/python3.11 demo"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "penata: $(PYTHON) is too old; Python 3.11 or newer is needed."; exit 1; }
	@echo "  A virtual environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.base: requirements/base.txt pyproject.toml | $(VENV)/bin/python
	@echo "  Dependencies, locked (a minute the first time) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	@echo "  Tools for tests and checks, locked …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/.penata: package-lock.json | $(VENV)/.base
	@$(BIN)/python -c 'from penata.config.cli.demo import install_browser_libraries as install; install()'
	@touch $@
