# Two commands matter: `make demo` and `make test`. Both set everything up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: setup demo test lint evals bench browser postgresql screenshots train lock clean

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Selon needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup
	@$(BIN)/selon read examples/*.md --format html --output demo.html
	@$(BIN)/selon read examples/*.md
	@echo "The same, marked in place: $(CURDIR)/demo.html"
	@rm -f demo.db*
	@$(BIN)/selon add examples/story --ledger demo.db --quiet
	@$(BIN)/selon figures Montbrelle --ledger demo.db
	@$(BIN)/selon board Montbrelle --ledger demo.db

test: setup browser postgresql
	$(BIN)/python -m pytest

# A browser for the tests that look at pages: Debian's, where it can be installed; the tests say so where it cannot.
browser:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; } >/dev/null 2>&1 || echo "No chromium: tests of pages will be skipped. Install it with your package manager."; }

# A PostgreSQL server for the tests of ledgers, which start one of their own: Debian's, without the cluster it would run.
postgresql:
	@command -v postgres >/dev/null || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && { apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql-common && sed -i 's/^#* *create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf && apt-get install -y -qq --no-install-recommends postgresql; } >/dev/null 2>&1 || echo "No PostgreSQL: tests of ledgers in it will be skipped. Install it with your package manager."; }

lint: setup
	$(BIN)/ruff format --check src training evals bench tests docs
	$(BIN)/ruff check src training evals bench tests docs
	$(BIN)/mypy
	$(BIN)/lint-imports

evals: setup
	$(BIN)/python -m evals

bench: setup
	$(BIN)/python -m bench

screenshots: setup browser
	$(BIN)/python docs/screenshots.py

# From the corpora in ../shared/data to the weights that ship; a day's work for a laptop, resumable.
train: training/.venv/.ready
	training/.venv/bin/python training/run.py

training/.venv/.ready: training/requirements.txt
	$(PYTHON) -m venv training/.venv
	training/.venv/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	@touch $@

lock:
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --allow-unsafe --extra dev --extra parquet --extra postgresql --generate-hashes --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) .bench-venv training/.venv demo.html demo.db*
