# Every command of the project. `make run` and `make test` are all that a newcomer needs.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# two more than cores: a test that drives a browser or a server waits for most of its time
WORKERS := $(shell echo $$(( $$(nproc 2>/dev/null || echo 2) + 2 )))

.PHONY: run demo test quick lint bench bench-screens bench-report bench-watch test-lake docs exports variants proofs kept torture thorough simulate walk screenshots lock audit clean

run: $(VENV)/installed ## serve the dashboard on http://127.0.0.1:8501
	$(BIN)/python server.py

demo: $(VENV)/installed ## the same, with the demonstration data loaded
	$(BIN)/python -m data demo
	$(BIN)/python server.py

test: $(VENV)/installed-dev ## every test; those that need a browser or real files say so when they are skipped
	$(BIN)/python -m pytest -rs -n $(WORKERS) --dist loadfile --no-loadscope-reorder

quick: $(VENV)/installed-dev ## lint, and the tests that the change needs: under a minute
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m tests.quick

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

bench: $(VENV)/installed-dev ## ratios: loading against a bare read, overlap, undo, and figures at 5 M mentions against 1 M; a table (and JSON)
	$(BIN)/python -m tests.bench

bench-screens: $(VENV)/installed-dev ## ratios: each screen against a bare page, in a real browser
	$(BIN)/python -m tests.bench_screens

MENTIONS ?= 10000000
bench-report: $(VENV)/installed-dev ## how long a report takes at MENTIONS mentions (ten million), and to draw
	$(BIN)/python -m tests.bench_report --mentions $(MENTIONS) $(if $(KALEIDO),--kaleido $(KALEIDO))

bench-watch: $(VENV)/installed-dev ## how the five-minute clock scores on the labelled brands under EREPUTATION_DATASETS
	$(BIN)/python -m tests.bench_watch

docs: $(VENV)/installed-dev ## write the pages of docs/ that are made from the registries
	$(BIN)/python docs/generate.py

exports: $(VENV)/installed-dev ## what becomes of each real export under EREPUTATION_EXPORTS
	$(BIN)/python -m tests.exports

variants: $(VENV)/installed-dev ## the long form of the messy variants of each sample
	EREPUTATION_VARIANTS=400 $(BIN)/python -m pytest tests/loaders/test_messy_variants.py

proofs: $(VENV)/installed-dev ## the long form of the proofs: more than 5,000 new files, none read wrong in silence
	EREPUTATION_PROOFS=400 $(BIN)/python -m pytest tests/loaders/proofs -n auto --dist load

kept: $(VENV)/installed-dev ## the long form of the test that no kept figure is stale: every KPI after each of 400 changes
	EREPUTATION_KEPT=400 $(BIN)/python -m pytest tests/kpis/engine/test_kept_figures_are_fresh.py -n auto --dist load

torture: $(VENV)/installed-dev ## kills, full disks, damage, hostile files, many sessions (PART=…): the table of docs/security.md
	$(BIN)/python -m tests.torture $(PART)
	EREPUTATION_STORES=all $(BIN)/python -m pytest -q tests/data/test_stores_of_versions.py

test-lake: $(VENV)/installed-dev ## the tests of KPIs, decisions and loading on lakes: a PostgreSQL is started for them
	$(BIN)/python -m pytest tests/data/lake -n 2 --dist loadfile
	EREPUTATION_TEST_ENGINE=lake EREPUTATION_CROWD=60 $(BIN)/python -m pytest $(ON_A_LAKE) -n $(WORKERS) --dist loadfile

thorough: $(VENV)/installed-dev ## the properties of every KPI, on all of them
	EREPUTATION_THOROUGH=1 $(BIN)/python -m pytest tests/kpis -n $(WORKERS) --dist loadfile

simulate: $(VENV)/installed-dev ## what arrows, verdicts and intervals do when nothing changes: the tables of docs/statistics.md
	$(BIN)/python -m tests.simulate

walk: $(VENV)/installed-dev ## the long form of the walk through every screen: both languages and themes on each store
	EREPUTATION_WALK=long $(BIN)/python -m pytest tests/browser

screenshots: $(VENV)/installed-dev ## the pictures of the README and of docs/tour.md
	$(BIN)/python -m tests.browser.screenshots

ON_A_LAKE := tests/kpis/indicators tests/data/test_corrections.py tests/data/test_decisions.py tests/data/test_topics.py \
	tests/data/test_own_media.py tests/loaders/canonical/test_same_records.py tests/loaders/canonical/test_row_keys.py \
	tests/loaders/test_load_invariants.py tests/data/lake/test_many_processes.py

# tools of their own, apart from what the dashboard runs on
TOOLS := $(VENV)/tools
PIP_TOOLS := pip-tools==7.6.2
PIP_AUDIT := pip-audit

lock: $(VENV)/installed $(TOOLS)/created ## write requirements.lock: all that requirements.txt brings, with hashes (newer packages of packages: after make clean)
	$(BIN)/python -m pip freeze --exclude-editable > $(TOOLS)/tested.txt
	PIP_CONSTRAINT=$(TOOLS)/tested.txt $(TOOLS)/bin/pip-compile --quiet --generate-hashes --strip-extras --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
		--output-file requirements.lock requirements.txt

audit: $(TOOLS)/created ## known vulnerabilities of what requirements.lock names, where their database can be reached
	$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check $(PIP_AUDIT)
	$(TOOLS)/bin/pip-audit --strict --disable-pip --require-hashes -r requirements.lock

$(TOOLS)/created: $(VENV)/created
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check $(PIP_TOOLS)
	touch $@

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis tests/output

$(VENV)/created:
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/installed: $(VENV)/created requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt requirements-lake.txt requirements.lock
	# what is tested is what is locked: packages of packages too
	sed -n 's/^\([A-Za-z0-9._-]*==[^ ;\\]*\).*/\1/p' requirements.lock > $(VENV)/locked.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c $(VENV)/locked.txt
	touch $@
