# Everything here runs in .venv, which is made at the first need of it: from requirements.lock what checks, builds and
# shows the site, from requirements-test.lock all that the tests need, too.

ADDRESS ?= 127.0.0.1:8000
SOURCES ?= $(TSI_SOURCES)
ARGS ?=

# The lock is made with Python 3.11, so that name comes first.
PYTHON ?= $(shell for name in python3.11 python3 python3.12 python3.13 python3.14 python; do \
	$$name -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$name && break; done)
NEW_ENOUGH = import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))

RUN = .venv/bin/python -m
LOCK = $(RUN) piptools compile --quiet --all-build-deps --strip-extras --allow-unsafe --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
PIP = $(RUN) pip install --quiet --quiet --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help serve site offline check new source explain rename retire ready edition evidence golden attack proof bench addresses test quick lint browser lock clean

help: ## list these targets
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r name text; do \
		printf '%-14s %s\n' "$$name" "$$text"; done

serve: .venv/.installed ## show the site at 127.0.0.1:8000, rebuilt at every change; ADDRESS=127.0.0.1:8001 for another port
	@exec $(RUN) tsi.cli serve --address $(ADDRESS)

site: .venv/.installed ## build and audit the site; site/ is replaced only by a whole one that passes
	@$(RUN) tsi.cli site

offline: .venv/.installed ## the site as a folder offline/ that opens by a double click
	@$(RUN) tsi.cli offline

check: .venv/.installed ## check the records only (a second)
	@$(RUN) tsi.cli check

new: .venv/.installed ## write a record with TODO where words are wanted: make new KIND=milestones ID=pact-signed CITE=mint-2023:7
	@TSI_SOURCES="$(SOURCES)" $(RUN) tsi.cli new $(KIND) $(ID) $(addprefix --cite ,$(CITE)) $(ARGS)

source: .venv/.installed ## take in a source and list what is left to say: make source FILE=notes.txt (a text: SOURCES=folder)
	@TSI_SOURCES="$(SOURCES)" $(RUN) tsi.cli source "$(FILE)" $(ARGS)

explain: .venv/.installed ## what a record or a line says, rests on and is used by: make explain ID=pillars/telecoms
	@TSI_SOURCES="$(SOURCES)" $(RUN) tsi.cli explain "$(ID)"

rename: .venv/.installed ## give a record or a part of one another id: make rename ID=pillars/telecoms TO=telecommunications
	@$(RUN) tsi.cli rename "$(ID)" "$(TO)" $(ARGS)

retire: .venv/.installed ## take one out, and say why: make retire ID=funding/a-fund BECAUSE='...' INSTEAD=funding/another
	@$(RUN) tsi.cli retire "$(ID)" --because "$(BECAUSE)" --instead "$(INSTEAD)" $(ARGS)

ready: .venv/.installed ## before a proposal: note what has changed, promise new addresses, check, site, audit; SOURCES=folder looks for copied words
	@TSI_SOURCES="$(SOURCES)" $(RUN) tsi.cli ready

edition: .venv/.installed ## build the site and freeze what it says today, for good, in editions/
	@$(RUN) tsi.cli edition

evidence: .venv/.installed ## index our notes, and with SOURCES=folder the source files, anew; citations follow lines that moved
	@TSI_SOURCES="$(SOURCES)" $(RUN) tsi.cli evidence $(ARGS)

# Whatever a change does to pages and downloads is then seen in the difference, file by file.
golden: .venv/.tests ## write the pages and downloads of the miniature set anew, for you to read what has changed
	@$(RUN) tsi.cli evidence --root tests/mini --sources tests/mini/sources
	@$(RUN) tests.golden

attack: .venv/.tests ## make records, claims, templates and wording wrong in every way, and report what was refused (ten minutes on two cores)
	@$(RUN) tsi.cli attack

# What an edition rests on beyond the tests. Its tables are committed: data/attack.json, benchmarks/*.txt.
proof: attack bench site browser ## before an edition: the whole attack, random texts and edits, large sets, an editor's day, speed, what search finds, and Lighthouse over each kind of page
	@$(RUN) pytest --hypothesis-profile proof tests/text/test_any_text.py
	@$(RUN) tests.fuzz 20000
	@$(RUN) benchmarks.figures_linear
	@$(RUN) pytest tests/site/test_large_set.py tests/desk/played_on_live.py
	@$(RUN) benchmarks.search > benchmarks/search.txt && cat benchmarks/search.txt
	@npm install --silent --prefix .cache/lighthouse lighthouse@13
	@$(RUN) benchmarks.lighthouse > benchmarks/lighthouse.txt && cat benchmarks/lighthouse.txt

# By name, so that one can be run alone: make bench BENCHMARKS=growth
BENCHMARKS ?= check_and_build build growth paint preview
bench: site browser ## how fast it is and how it grows, as ratios within one run, into benchmarks/*.txt (twenty minutes)
	@for name in $(BENCHMARKS); do echo "$$name" && $(RUN) benchmarks.$$name > .cache/$$name.txt && \
		{ $(RUN) benchmarks.machine; cat .cache/$$name.txt; } > benchmarks/$$name.txt && cat benchmarks/$$name.txt || exit 1; done

addresses: .venv/.installed ## before you publish: add the addresses of the site to data/addresses.txt, for good
	@$(RUN) tsi.cli addresses

# By file, so that what the tests of a file share is made once.
test: lint browser ## run every test, the browser tests too; ARGS='-k timeline' goes to pytest
	@$(RUN) pytest --numprocesses auto --dist loadfile $(ARGS)

quick: lint ## run the tests that need no browser and no build (about a minute)
	@$(RUN) pytest --numprocesses auto --dist loadfile -m 'not browser and not build' $(ARGS)

lint: .venv/.tests ## check style, format and types of the code, and which room imports which
	@$(RUN) ruff check --quiet
	@$(RUN) ruff format --quiet --check
	@$(RUN) mypy --no-error-summary
	@mkdir -p .cache
	@.venv/bin/lint-imports --no-logo --no-cache >.cache/imports.txt || { cat .cache/imports.txt; exit 1; }

browser: .venv/.tests # find or install the browser of the tests
	@$(RUN) tests.browser

# The lock of the tests comes first, so that what both hold is of one version.
lock: .venv/.tests ## choose the newest allowed dependencies and write them to requirements.lock and requirements-test.lock
	@$(LOCK) --upgrade --all-extras --output-file requirements-test.lock pyproject.toml
	@rm -f requirements.lock && $(LOCK) --constraint requirements-test.lock --output-file requirements.lock pyproject.toml

clean: ## remove the environment, the site and everything else that was made
	rm -rf .venv site .site-* offline .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.tests: .venv/.installed requirements-test.lock
	@echo 'Installing what the tests need besides (about a minute, once)'
	@$(PIP) --require-hashes --requirement requirements-test.lock
	@touch $@

.venv/.installed: .venv/.locked pyproject.toml
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.locked: requirements.lock
	@"$(PYTHON)" -c '$(NEW_ENOUGH)' 2>/dev/null || { echo 'Needed: Python 3.11 or newer, with its venv module' \
		'(Debian: apt-get install python3 python3-venv); make PYTHON=path names one that is not found.' >&2; exit 1; }
	@echo 'Installing what the site needs into .venv (half a minute, once)'
	@"$(PYTHON)" -m venv --clear .venv
	@$(PIP) --require-hashes --requirement requirements.lock
	@touch $@
