# make demo    set up, start everything in the foreground, say where to look (PORT=8000)
# make test    set up, run the tests (PYTEST="-m 'not slow'" for a quick look)
# make check   set up, lint, check types, imports, migrations and translations

PYTHON ?=
PORT ?= 8000
PYTEST ?=
BIN := .venv/bin

export PORT
ifneq ($(PYTHON),)
export PYTHON
endif

.PHONY: help setup demo test check messages format

help:
	@sed -n 's/^# \(make\)/\1/p' Makefile

setup:
	@sh scripts/setup.sh

demo: setup
	@exec $(BIN)/python -m animerec.embedded

test: setup
	$(BIN)/python -m pytest $(PYTEST)

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python scripts/messages.py --check

# Compiles locale/*/LC_MESSAGES/django.po.
messages: setup
	$(BIN)/python scripts/messages.py

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
