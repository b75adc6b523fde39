.DEFAULT_GOAL := help
.PHONY: help demo test lint bench locale sample screenshots lock run dev clean
MAKEFLAGS += --no-print-directory
PYTHON ?=
BIN := .venv/bin/

help: ## Show these lines
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

demo: run ## Set kamtui up and open it on a private copy of the sample
	@$(BIN)kamtui demo

test: dev ## Run the tests (ARGS="-k plan" for some of them)
	@$(BIN)python -m pytest -n auto --dist worksteal $(ARGS)

lint: dev ## Check format, style, types and the direction of imports
	@$(BIN)ruff format --check .
	@$(BIN)ruff check .
	@$(BIN)mypy
	@$(BIN)lint-imports

bench: dev ## Measure kamtui in a real terminal (ARGS="start keys" for some of it)
	@$(BIN)python -m benchmarks $(ARGS)

locale: dev ## Collect the texts of the program into the catalogues and compile these
	@$(BIN)python -m scripts.catalogues

sample: run ## Write sample.db anew from code
	@$(BIN)python -m kamtui.workspace.sample sample.db

screenshots: run ## Draw the pictures of the documentation anew
	@$(BIN)python -m scripts.screenshots

lock: dev ## Choose the newest versions that fit and lock them with hashes
	@test -x $(BIN)uv || $(BIN)python -m pip install --quiet uv
	@$(BIN)uv pip compile $(LOCK) --group build --extra pdf --output-file requirements.txt pyproject.toml
	@$(BIN)uv pip compile $(LOCK) --group dev --constraints requirements.txt --output-file requirements-dev.txt pyproject.toml
LOCK := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

run: ## Set up what users need
	@PYTHON="$(PYTHON)" scripts/setup.sh run

dev: ## Set up what developers need
	@PYTHON="$(PYTHON)" scripts/setup.sh dev

clean: ## Remove everything that make has made
	rm -rf .venv build dist kamtui.egg-info bench-results .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find kamtui tests benchmarks scripts -name __pycache__ -prune -exec rm -rf {} +
