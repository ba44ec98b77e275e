# counter-app: `make` alone lists what can be asked for.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:

VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready
SEED ?= 1
FAULT_HITS ?= 30
ARGS ?=
UPGRADE ?=
UV := uv==0.13.9

# Qt grumbles where the locale is not UTF-8 or was never generated, as in most containers.
export LC_ALL := C.UTF-8

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

$(READY): requirements.lock pyproject.toml tools/set_up.sh
	@sh tools/set_up.sh $(VENV)
	@touch $@

ready: $(READY) ## set up .venv from requirements.lock, and the system libraries of Qt
	@$(RUN) -m tools.system_libraries

demo: ready ## set up everything and play one morning at the counter (ARGS="--headless")
	@$(VENV)/bin/counter-app demo $(ARGS)

run: ready ## open the counter window (ARGS="--data FOLDER")
	@$(VENV)/bin/counter-app run $(ARGS)

test: ready ## run every test (ARGS="-k words")
	@QT_QPA_PLATFORM=offscreen $(RUN) -m pytest -q -n 2 --dist worksteal -m "not slow and not long" $(ARGS)

check: $(READY) ## format, lint, types and import contracts
	@$(RUN) -m ruff format --quiet --check .
	@$(RUN) -m ruff check --quiet .
	@$(RUN) -m mypy --no-error-summary
	@$(VENV)/bin/lint-imports --no-cache > $(VENV)/contracts.txt 2>&1 || { cat $(VENV)/contracts.txt; exit 1; }

pictures: ready ## draw every window and paper in every state into pictures/, look for cut words
	@QT_QPA_PLATFORM=offscreen $(RUN) -m tools.pictures $(ARGS)
	@QT_QPA_PLATFORM=offscreen $(RUN) -m pytest -q -n 2 --dist worksteal -m slow

faults: ready ## kill the program in the middle of its work, FAULT_HITS times each way (SEED=n)
	@FAULT_HITS=$(FAULT_HITS) FAULT_SEED=$(SEED) QT_QPA_PLATFORM=offscreen $(RUN) -m pytest -q -n 2 --dist worksteal tests/faults $(ARGS)

bench: ready ## measure against the floors, into bench/RESULTS.md
	@QT_QPA_PLATFORM=offscreen $(RUN) -m bench $(ARGS)

bench-sync: ready ## measure many counters on one hub, storms and thin lines, into bench/RESULTS.md
	@QT_QPA_PLATFORM=offscreen $(RUN) -m bench.many $(ARGS)

wheel: $(READY) ## build the wheel into dist/
	@$(RUN) -m hatchling build -t wheel

lock: $(READY) ## write requirements.lock anew from pyproject.toml (UPGRADE=--upgrade)
	@$(RUN) -m pip install -qq $(UV)
	@$(RUN) tools/lock.py $(UPGRADE)

clean: ## remove what the targets made, but the environment
	@rm -rf demo-out dist build pictures bench/work .pytest_cache .mypy_cache .ruff_cache .hypothesis

.PHONY: help ready demo run test check pictures faults bench bench-sync wheel lock clean
