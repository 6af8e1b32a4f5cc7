# Everything sets itself up: `make demo` and `make test` work on a fresh machine with Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo korean test test-full bench lint lock clean

demo: $(VENV)/.ready
	@$(BIN)/vignette models fetch whisper-base
	@$(BIN)/vignette models fetch centerface
	@$(BIN)/vignette demo

# A Korean grammar (100 MB): finds where sentences end also where nobody paused.
korean: $(VENV)/.ready
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-korean.lock

test: lint
	$(BIN)/vignette models fetch whisper-base
	$(BIN)/vignette models fetch centerface
	$(BIN)/pytest -n 2 --dist loadfile -m "not full"

test-full: $(VENV)/.ready-dev
	$(BIN)/vignette models fetch whisper-base
	$(BIN)/vignette models fetch centerface
	$(BIN)/pytest -m full

# What rendering costs, against other ways to make the same film: prints a table, writes bench.json and bench.png.
bench: $(VENV)/.ready-dev
	$(BIN)/python -m tests.bench.render

lint: $(VENV)/.ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

$(VENV)/bin/uv:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check uv==0.13.9

$(VENV)/.ready: requirements.lock pyproject.toml | $(VENV)/bin/uv
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.ready
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

# Solve the dependencies again (the only target that may change a version).
lock: | $(VENV)/bin/uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade \
		pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade \
		--extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade \
		--extra korean -c requirements.lock pyproject.toml -o requirements-korean.lock

clean:
	rm -rf $(VENV) build dist
