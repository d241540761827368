# Every target makes its own environment; Python 3.11+ and make are all it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
WORKERS ?= 2

.PHONY: demo test check bench screenshots learn lock clean

demo: $(VENV)/ready
	$(BIN)/bcd demo $(ARGS)

test: $(VENV)/ready
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: $(VENV)/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/ready
	$(BIN)/python -m tests.bench $(ARGS)

# The pictures of the README and the guides, taken anew; needs a Chromium.
screenshots: $(VENV)/ready
	SCREENSHOTS=1 $(BIN)/python -m pytest tests/browser $(ARGS)

# Weighs the words of regulations/asked/*.yaml anew; ARGS=--folds measures instead. In an
# environment of its own, for scikit-learn is needed for nothing else.
LEARN := .learn
learn: $(LEARN)/ready
	$(LEARN)/bin/python -m regulations.learn $(ARGS)

$(LEARN)/ready: requirements/learn.lock
	$(PYTHON) -m venv --clear $(LEARN)
	$(LEARN)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/learn.lock
	touch $@

# The environment is made again whenever the lock changes.
$(VENV)/ready: requirements/dev.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# Needs uv; writes hashes and no address of a registry. What offices run is what tests ran with.
LOCK := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11
lock:
	cd requirements && $(LOCK) dev.in -o dev.lock
	cd requirements && $(LOCK) runtime.in -c dev.lock -o runtime.lock
	cd requirements && $(LOCK) learn.in -c dev.lock -o learn.lock

clean:
	rm -rf $(VENV) $(LEARN) dist build bench/latest.json
