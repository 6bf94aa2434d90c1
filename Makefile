# make demo    set up, write the sample letters, say where they are
# make quick   under a minute: style, types, layers, and the tests that are not slow
# make test    set up, then every check: style, types, layers, tests
# make coverage, make test-pythons, make mutants: see CONTRIBUTING.md
# make docs    write docs/commands.md from the program's help
# make bench   measurements (docs/performance.md has the last ones)

PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin

LIBRARIES  := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_TOOLS := poppler-utils chromium

# Bytecode is kept also where that is turned off: programs and tests start in half the time.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo quick test check style types layers coverage test-pythons docs mutants bench lock hashes clean packages test-packages

demo: $(VENV)/.installed
	$(BIN)/campaigner demo demo

quick: check
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder -m "not slow"

test: check
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

# Side by side.
check: $(VENV)/.installed-dev
	@$(MAKE) --no-print-directory -j style types layers

style:
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types:
	$(BIN)/mypy

layers:
	$(BIN)/lint-imports

# Writes docs/commands.md from the program's own help.
docs: $(VENV)/.installed-dev
	$(BIN)/python -m tools.command_reference

# With a floor: fail_under in pyproject.toml.
coverage: $(VENV)/.installed-dev
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder --cov --cov-report=term

# The quick tests with each Python from 3.11 to 3.14 that is here.
test-pythons: test-packages
	tools/test-pythons

mutants: $(VENV)/.installed-dev
	$(BIN)/python -m tools.mutants

bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks

packages:
ifndef SKIP_SYSTEM_PACKAGES
	@tools/install-debian-packages $(LIBRARIES)
endif

test-packages:
ifndef SKIP_SYSTEM_PACKAGES
	@tools/install-debian-packages $(LIBRARIES) $(TEST_TOOLS)
endif

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not here: install Python 3.11, or say PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || tools/install-debian-packages python3.11-venv
	$(PYTHON) -m venv $(VENV)
	@$(PYTHON) tools/check_python.py

# Every file that is installed has a hash in requirements.txt; then the project itself, which takes
# nothing from anywhere.
PIP  := $(BIN)/pip install --quiet --disable-pip-version-check
SELF := --no-deps --no-build-isolation --no-index -e .

$(VENV)/.installed: pyproject.toml requirements.txt | packages $(BIN)/python
	@echo "Downloading and installing what campaigner needs. The first time this takes a minute or two."
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) $(SELF)
	@touch $@

$(VENV)/.installed-dev: pyproject.toml requirements-dev.txt | test-packages $(BIN)/python
	$(PIP) --require-hashes -r requirements-dev.txt
	$(PIP) $(SELF)
	@touch $@ $(VENV)/.installed

# Pins what a new environment gets today; run it to take newer releases.
lock:
	rm -rf $(VENV)-lock && $(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/pip install --quiet -e '.[dev]'
	{ echo "# Pinned versions, for all extras. Made by: make lock"; \
	  $(VENV)-lock/bin/pip freeze --exclude-editable; } > constraints.txt
	$(MAKE) --no-print-directory hashes
	rm -rf $(VENV)-lock

# The hashes of all files of the pinned releases, for every platform. uv asks the registry for them
# and downloads next to nothing.
HASHES := --quiet -c constraints.txt --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header
BUILD  := printf 'hatchling\neditables\n'
TITLE  := \# Every release that is installed, with the hashes of its files for all platforms. Made by: make hashes

hashes:
	[ -x $(VENV)-lock/bin/python ] || $(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/pip install --quiet --disable-pip-version-check uv
	{ echo "$(TITLE)"; $(BUILD) | $(VENV)-lock/bin/uv pip compile pyproject.toml - --extra web $(HASHES); } > requirements.txt
	{ echo "$(TITLE)"; $(BUILD) | $(VENV)-lock/bin/uv pip compile pyproject.toml - --extra dev $(HASHES); } \
	  > requirements-dev.txt

clean:
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
