# Two commands matter: `make run` (the demonstration) and `make test` (everything that must pass).
VENV ?= .venv
BIN := $(VENV)/bin
BENCH := .bench-venv
NER_DATA ?=
SEARCH_DATA ?=
SEARCH_START ?=
SEARCH_HOME ?= /var/tmp/lexsarah-scale
.DEFAULT_GOAL := help

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(BIN)/python:
	bash scripts/system-packages.sh python
	python3 -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip

$(VENV)/.torch: requirements/torch.txt | $(BIN)/python
	bash scripts/torch.sh $(BIN)/python install
	touch $@

$(VENV)/.run: requirements/run.txt requirements/build.txt pyproject.toml $(VENV)/.torch
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements/run.txt -r requirements/build.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q service/lexsarah
	touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml $(VENV)/.torch
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q service/lexsarah
	touch $@

run: $(VENV)/.run ## set up, load the invented samples, serve them and print the address
	@bash scripts/system-packages.sh ocr || echo "Going on without Tesseract: scans will not be read (lexsarah doctor)." >&2
	@trap '' INT; $(BIN)/lexsarah serve --demo; status=$$?; $(BIN)/lexsarah stop --demo >/dev/null; exit $$status

install: $(VENV)/.dev ## set up for development

check: $(VENV)/.dev ## style, types and import layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: $(VENV)/.dev check ## set up, then every check and test, browser included
	bash scripts/system-packages.sh test
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto --dist loadfile
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

train: $(VENV)/.dev ## rebuild models/ from corpus/, but for the encoder (NER_DATA=FOLDER: where the published names are)
	$(BIN)/python -m training.train_types
	$(BIN)/python -m training.train_document
	$(BIN)/python -m training.train_findings
	$(BIN)/python -m training.answers
	$(BIN)/python -m training.date_roles
	@if [ -e "$(NER_DATA)/ner-webnews-train.tsv" ]; then $(BIN)/python -m training.ner.train "$(NER_DATA)"; \
	else echo "models/sv_lexsarah stays as it is: its training texts are not shipped (docs/ner.md, NER_DATA)" >&2; fi

corpus-check: $(VENV)/.dev ## check corpus/ and print its tables
	$(BIN)/python -m training.check_corpus

$(BENCH)/.done: requirements/bench.txt | $(BIN)/python
	python3 -m venv $(BENCH)
	$(BENCH)/bin/pip install --quiet --no-deps --require-hashes -r requirements/bench.txt
	touch $@

bench-parse: $(VENV)/.dev $(BENCH)/.done ## measure parsing into docs/benchmarks.md (BENCH_ASIDE=1: also what is set aside)
	bash scripts/system-packages.sh ocr
	$(BIN)/python -m training.parsing.bench

bench-extract: $(VENV)/.dev $(BENCH)/.done ## measure extraction beside other tools into docs/benchmarks.md
	$(BIN)/python -m training.bench_extract

bench-encoder: $(VENV)/.dev $(BENCH)/.done ## measure the ways to run the encoder into docs/benchmarks.md
	$(BIN)/python -m training.encoder.throughput

bench-search: $(VENV)/.dev $(BENCH)/.done ## measure search into docs/benchmarks.md (SEARCH_DATA=FOLDER SEARCH_START=FOLDER)
	@[ -e "$(SEARCH_DATA)/interpellations.jsonl.gz" ] && [ -e "$(SEARCH_DATA)/statutes.jsonl.gz" ] && [ -e "$(SEARCH_START)/config.json" ] \
		|| { echo "name public texts and the encoder that ours began from: make bench-search SEARCH_DATA=FOLDER SEARCH_START=FOLDER (docs/benchmarks.md)" >&2; exit 2; }
	$(BIN)/python -m training.search.collection_bench --start $(SEARCH_START)
	$(BIN)/python -m training.search.rank_bench $(SEARCH_DATA) --start $(SEARCH_START)
	$(BIN)/python -m training.search.similar_bench
	$(BIN)/python -m training.search.scale $(SEARCH_HOME) --data $(SEARCH_DATA)

lock: ## refresh the lock files in requirements/
	bash scripts/lock.sh

image-test: ## build the Dockerfile without a container engine and try it
	bash scripts/image-test.sh

.PHONY: help run install check test train corpus-check bench-parse bench-extract bench-encoder bench-search lock image-test
