# 据实. `make setup` is called by the others and does nothing where nothing changed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
BENCH_STAMP := $(VENV)/.installed-bench
INSTALL := $(BIN)/python -m pip install --quiet --constraint constraints.txt --build-constraint constraints.txt --editable

.PHONY: setup chat test check bench browser

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "需要 Python 3.11 或更高版本，请指定后重试：make $(MAKECMDGOALS) PYTHON=python3.11"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade --constraint constraints.txt pip
	$(INSTALL) ".[dev]"
	touch $@

# The libraries that the benchmarks compare with, needed for nothing else.
$(BENCH_STAMP): $(STAMP)
	$(INSTALL) ".[dev,bench]"
	touch $@

chat: setup
	$(BIN)/python app.py --load-samples

test: setup browser
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup $(BENCH_STAMP)
	$(BIN)/python -m tests.bench

# Chromium for the browser tests, where it can be had; they are skipped without it.
browser:
	@if command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "installing chromium for the browser tests"; \
		export DEBIAN_FRONTEND=noninteractive; \
		{ apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } </dev/null >/dev/null \
			|| echo "chromium could not be installed: the browser tests will be skipped"; \
	else echo "no chromium here: the browser tests will be skipped"; fi
