# make demo    set up, start everything in the foreground, say where to look (PORT=8000)
# make test    set up, run the tests of components and of the rest
# make quick   the tests that take seconds, on two cores side by side
# make check   set up, lint, check types, imports, migrations and translations
# make setup   .venv, and the scripts of pages from frontend/: by PATH's Node (20.19 or newer) or one that pip installs
# make watch   build the scripts of pages again whenever they change
# make screenshots  pictures of every page in var/screenshots (SHOTS="--only home --whole")

PYTHON ?=
PORT ?= 8000
PYTEST ?=
BIN := .venv/bin

export PORT
ifneq ($(PYTHON),)
export PYTHON
endif

.PHONY: help setup frontend demo test quick check watch messages format screenshots

help:
	@sed -n 's/^# \(make\)/\1/p' Makefile

# Without its scripts the site works all the same; tests and checks need them.
setup:
	@sh scripts/setup.sh
	@sh scripts/frontend.sh build || echo "Going on without new scripts: pages work without them." >&2

frontend: setup
	@sh scripts/frontend.sh build

demo: setup
	@exec $(BIN)/python -m animerec.embedded

test: frontend
	@sh scripts/frontend.sh test
	$(BIN)/python -m pytest $(PYTEST)

# Servers that variables name are one for all workers: hence without them.
quick: frontend
	env -u DATABASE_URL -u REDIS_URL -u CELERY_BROKER_URL -u ELASTICSEARCH_URL \
		$(BIN)/python -m pytest -m "not slow" -n 2 --dist loadfile -q $(PYTEST)

check: frontend
	@sh scripts/frontend.sh check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python scripts/messages.py --check

watch: setup
	@sh scripts/frontend.sh watch

screenshots: setup
	$(BIN)/python -m tests.browser.screenshots $(SHOTS)

# Compiles locale/*/LC_MESSAGES/django.po.
messages: setup
	$(BIN)/python scripts/messages.py

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
