# Everything here runs in .venv, which is made from requirements.lock at the first need of it.

ADDRESS ?= 127.0.0.1:8000
SOURCES ?= $(TSI_SOURCES)
ARGS ?=

# The lock is made with Python 3.11, so that name comes first.
PYTHON ?= $(shell for name in python3.11 python3 python3.12 python3.13 python3.14 python; do \
	$$name -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$name && break; done)
NEW_ENOUGH = import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))

RUN = .venv/bin/python -m
PIP = $(RUN) pip install --quiet --quiet --disable-pip-version-check --no-input
# Material prints a notice about MkDocs 2 at every build; README says where this project could move.
MKDOCS = NO_MKDOCS_2_WARNING=1 $(RUN) mkdocs

.DEFAULT_GOAL := help
.PHONY: help serve site check evidence golden attack proof addresses test quick lint browser lock clean

help: ## list these targets
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r name text; do \
		printf '%-14s %s\n' "$$name" "$$text"; done

serve: check ## show the site at 127.0.0.1:8000, rebuilt at every change; ADDRESS=127.0.0.1:8001 for another port
	$(MKDOCS) serve --livereload --dev-addr $(ADDRESS)

site: .venv/.installed ## build the site into site/, which is replaced only by a whole one
	@$(RUN) tsi.cli site

check: .venv/.installed ## check the records only (a second)
	@$(RUN) tsi.cli check

evidence: .venv/.installed ## rebuild data/evidence/ from the source files and renumber citations: make evidence SOURCES=folder
	@test -n "$(SOURCES)" || { echo 'Name the folder of the source files: make evidence SOURCES=folder' >&2; exit 1; }
	@$(RUN) tsi.cli evidence --sources "$(SOURCES)"

# Whatever a change does to pages and downloads is then seen in the difference, file by file.
golden: .venv/.installed ## write the pages and downloads of the miniature set anew, for you to read what has changed
	@$(RUN) tsi.cli evidence --root tests/mini --sources tests/mini/sources
	@$(RUN) tests.golden

attack: .venv/.installed ## make records, claims, templates and wording wrong in every way, and report what was refused (ten minutes on two cores)
	@$(RUN) tsi.cli attack

# What an edition rests on beyond the tests. Its tables are committed: data/attack.json, benchmarks/*.txt.
proof: attack site browser ## before an edition: the whole attack, random texts, large sets, speed, what search finds, and Lighthouse over each kind of page
	@$(RUN) pytest --hypothesis-profile proof tests/text/test_any_text.py
	@$(RUN) benchmarks.figures_linear
	@$(RUN) pytest tests/site/test_large_set.py
	@$(RUN) benchmarks.check_and_build > benchmarks/check_and_build.txt && cat benchmarks/check_and_build.txt
	@$(RUN) benchmarks.search > benchmarks/search.txt && cat benchmarks/search.txt
	@npm install --silent --prefix .cache/lighthouse lighthouse@13
	@$(RUN) benchmarks.lighthouse > benchmarks/lighthouse.txt && cat benchmarks/lighthouse.txt

addresses: .venv/.installed ## before you publish: add the addresses of the site to data/addresses.txt, for good
	@$(RUN) tsi.cli addresses

# By file, so that what the tests of a file share is made once.
test: lint browser ## run every test, the browser tests too; ARGS='-k timeline' goes to pytest
	@$(RUN) pytest --numprocesses auto --maxprocesses 4 --dist loadfile $(ARGS)

quick: lint ## run the tests that need no browser and no build (about a minute)
	@$(RUN) pytest --numprocesses auto --maxprocesses 4 --dist loadfile -m 'not browser and not build' $(ARGS)

lint: .venv/.installed ## check style, format and types of the code, and which room imports which
	@$(RUN) ruff check --quiet
	@$(RUN) ruff format --quiet --check
	@$(RUN) mypy --no-error-summary
	@mkdir -p .cache
	@.venv/bin/lint-imports --no-logo --no-cache >.cache/imports.txt || { cat .cache/imports.txt; exit 1; }

browser: .venv/.installed # find or install the browser of the tests
	@$(RUN) tests.browser

lock: .venv/.installed ## choose the newest allowed dependencies and write them to requirements.lock
	@$(RUN) piptools compile --quiet --upgrade --all-extras --all-build-deps --strip-extras --allow-unsafe \
		--generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
		--output-file requirements.lock pyproject.toml

clean: ## remove the environment, the site and everything else that was made
	rm -rf .venv site .site-* .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.installed: .venv/.locked pyproject.toml
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.locked: requirements.lock
	@"$(PYTHON)" -c '$(NEW_ENOUGH)' 2>/dev/null || { echo 'Needed: Python 3.11 or newer, with its venv module' \
		'(Debian: apt-get install python3 python3-venv); make PYTHON=path names one that is not found.' >&2; exit 1; }
	@echo 'Installing the dependencies into .venv (about a minute, once)'
	@"$(PYTHON)" -m venv --clear .venv
	@$(PIP) --require-hashes --requirement requirements.lock
	@touch $@
