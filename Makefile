# The two commands of a newcomer are `make run` and `make test`.
# PORT (8000), DATA_DIR (.data), DEMO_PASSWORD (locality-demo) and PYTHON are honoured.
export PORT ?= 8000
export DATA_DIR ?= .data
export PYTHON

.PHONY: run test lint format bench crawl fresh db-url static ci

run: ## Serve the portal with its example partnerships until Ctrl-C
	@.ci/prepare run && exec .venv/bin/python -m portal.run

test: ## Run the whole suite, browser tests included
	@.ci/prepare test && exec .ci/test

lint: ## Run every linter of the gate
	@.ci/prepare test && exec .ci/lint

format: ## Bring code and templates into the form that lint asks for
	@.ci/prepare test && exec .ci/format

bench: ## Measure; writes bench/results.json
	@.ci/prepare test && exec .venv/bin/python -m bench

crawl: ## Walk every address of every partnership of a running portal
	@.ci/prepare test && exec .venv/bin/python -m tests.crawl

fresh: ## Delete the data; the next `make run` starts anew
	@.ci/prepare run && exec .venv/bin/python -m portal.embedded fresh

db-url: ## Print the address of the role that serves requests, for psql, while `make run` is up
	@exec .venv/bin/python -m portal.embedded url

static: ## Copy the front-end packages to static/vendor
	@.ci/prepare run

ci: ## What .ci/run does
	@exec .ci/run
