# LLM Guard Manager. `make` alone lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
JOBS ?= $(shell nproc)
.DEFAULT_GOAL := help

.PHONY: help
help: ## List the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: ## Build everything with ASan and UBSan
	@tools/setup build
	@[ -f build/debug/build.ninja ] || cmake --preset debug >/dev/null
	@cmake --build --preset debug -j $(JOBS)

.PHONY: release
release: ## Build the programs optimised, into build/release/bin
	@tools/setup build
	@[ -f build/release/build.ninja ] || cmake --preset release >/dev/null
	@cmake --build --preset release -j $(JOBS) --target programs

.PHONY: webui
webui: ## Build the console into webui/dist
	@tools/setup webui
	@tools/build_webui

.PHONY: run
run: ## Start the whole suite and show where; STORE=real REPLICAS=2 IMAGES=1 PORT=9000 DETACH=1 and more: e2e/README.md
	@tools/setup run
	@if [ "$${IMAGES:-0}" = 1 ]; then $(MAKE) --no-print-directory images simulator; \
	elif [ "$${BUILD:-release}" = debug ]; then $(MAKE) --no-print-directory build webui; \
	else $(MAKE) --no-print-directory release webui; fi
	@exec python3 -m e2e.stack run

.PHONY: images
images: ## Build the image of each service and of the console; VERSION= COMMIT= REGISTRY= BUILDER=: tools/images
	@tools/setup images
	@tools/images

.PHONY: simulator
simulator: # what a stack of images still needs of our own
	@tools/setup build
	@[ -f build/release/build.ninja ] || cmake --preset release >/dev/null
	@cmake --build --preset release -j $(JOBS) --target usap-simulator

.PHONY: test-images
test-images: images simulator ## What is in the images, how they run, the chart's pods in them, the contract tests on a stack of them; needs root
	@tools/setup e2e
	@tools/setup chart
	@tools/run_chart_tests --setup
	@tools/build_stand_ins
	@tools/run_fault_drills e2e/pods/tests
	@E2E_IMAGES=1 tools/run_e2e e2e/tests/images
	@E2E_IMAGES=1 tools/run_e2e e2e/tests/contract
	@E2E_IMAGES=1 E2E_STORE=real E2E_REPLICAS=2 tools/run_e2e e2e/tests/contract

.PHONY: stop
stop: ## Stop what `make run` started
	@python3 -m e2e.stack stop

.PHONY: quick
quick: ## What to run before a commit: unit tests, formatting, rules, the console's types and tests; within three minutes once built
	@tools/setup test
	@tools/setup webui
	@$(MAKE) --no-print-directory -j2 --output-sync=target quick-services quick-console

.PHONY: quick-services
quick-services: check
	@[ -f build/debug/build.ninja ] || cmake --preset debug >/dev/null
	@cmake --build --preset debug -j $(JOBS) --target unit_tests
	@ctest --test-dir build/debug -L unit -j $(JOBS) --output-on-failure --no-tests=error

.PHONY: quick-console
quick-console:
	@tools/build_webui
	@npm --prefix webui run check

.PHONY: test
test: ## Install what is needed, build, run the tests; ends with a line that counts them
	@tools/setup test
	@tools/setup e2e
	@tools/setup chart
	@python3 tools/run_tests

.PHONY: test-full
test-full: ## make test, and the fault drills that take long or need namespaces of their own: docs/reliability.md
	@tools/setup test
	@tools/setup e2e
	@tools/setup chart
	@python3 tools/run_tests full

.PHONY: test-chart
test-chart: ## Render the Helm chart, validate its objects, refuse bad values, follow its routes
	@tools/setup chart
	@tools/run_chart_tests

.PHONY: test-cluster
test-cluster: ## Install, upgrade and roll back the chart in a real Kubernetes control plane; the first time builds that
	@tools/setup cluster
	@tools/build_cluster
	@tools/run_e2e e2e/cluster/tests

.PHONY: test-next-version
test-next-version: release webui ## This version and one that adds a member to everything (made by a script) on each other's data, and side by side
	@tools/setup run
	@tools/setup e2e
	@tools/build_next
	@tools/run_e2e e2e/upgrade/tests/test_next_version.py

.PHONY: affected
affected: build ## Build, and run the test programs that changed since they last passed
	@tools/run_affected

.PHONY: check
check: ## Formatting, the rules that a text search can see (tools/check_rules), and clang-tidy over what has changed
	@tools/setup test
	@tools/setup lint
	@tools/check_rules
	@git ls-files '*.cpp' '*.hpp' | xargs clang-format --dry-run --Werror
	@tools/lint --changed

.PHONY: api-types
api-types: build webui ## Make the console's types and the list of refusals from the services
	@tools/generate

.PHONY: chart
chart: build ## Make the chart's schema, README and nginx.conf from the services' declarations
	@tools/generate_chart

.PHONY: secrets
secrets: ## Print a Secret with every key; DATABASE_URL_FILE=… USAP_CLIENT_SECRET_FILE=… NAME=llmsafe-keys
	@tools/make_secrets $(or $(NAME),llmsafe-keys)

.PHONY: deploy
deploy: ## Install the chart or upgrade to it: shows, asks, waits, tests; VALUES=my-values.yaml VERSION= DRY_RUN=1 YES=1: tools/deploy --help
	@tools/deploy

.PHONY: update
update: ## Give one component another image; COMPONENT=guard-service VERSION=1.2.3 or DIGEST=: tools/update --help
	@tools/update

.PHONY: rollback
rollback: ## Take a release back to its last good revision, or to REVISION=; DRY_RUN=1 YES=1: tools/rollback --help
	@tools/rollback

.PHONY: keys-rotate
keys-rotate: ## Give a release another signing key, or withdraw one, by its Secret alone; WITHDRAW=kid DRY_RUN=1 YES=1: tools/keys_rotate --help
	@tools/keys_rotate

.PHONY: status
status: ## Every replica: version, ready, policy, restarts, last error; of the release, or LOCAL=1 of `make run`: tools/status --help
	@tools/status

.PHONY: backup
backup: ## Make a backup now, and name it; NAMESPACE= RELEASE= TIMEOUT=: tools/backup --help
	@tools/backup

.PHONY: restore
restore: ## List the backups, or go back to BACKUP=20261124T023000Z; DATABASE= ABANDON=1: tools/restore --help
	@tools/restore

.PHONY: verify
verify: api-types ## Fail when anything generated is stale
	@git diff --exit-code --stat -- webui/openapi webui/src/api/schema webui/tests/i18n/problems.json charts docs/metrics.md docs/internal-api.md docs/errors.md docs/access.md || \
	  { echo "What is generated has changed; it has been made anew: look at it and commit it." >&2; exit 1; }

.PHONY: bench
bench: release ## Measure beside nginx and FastAPI, into build/bench/results.json and docs/benchmarks.md
	@tools/setup run
	@tools/setup bench
	@$(MAKE) --no-print-directory webui
	@python3 -m e2e.bench

.PHONY: bench-builds
bench-builds: release ## CPU time a request and memory of this build beside another's: BEFORE=build/previous/source/build/release/bin
	@tools/setup run
	@tools/setup bench
	@$(MAKE) --no-print-directory webui
	@python3 -m e2e.bench.builds $(BEFORE)

.PHONY: bench-sign-in
bench-sign-in: release ## Measure signing in beside a FastAPI and a Go suite, into docs/benchmarks.md; ROUNDS= SECONDS_EACH= PEOPLE=
	@tools/setup run
	@tools/setup bench
	@$(MAKE) --no-print-directory webui
	@tools/build_bench_peers
	@python3 -m e2e.bench.sign_in

.PHONY: bench-images
bench-images: images simulator ## Measure the images beside FastAPI's and Spring Boot's, into docs/benchmarks.md; needs root
	@tools/setup bench-images
	@python3 -m e2e.bench.images

.PHONY: bench-sessions
bench-sessions: release ## What a session takes in Redis, and a start beside 100,000 of them, into docs/benchmarks.md
	@tools/setup run
	@python3 -m e2e.bench.sessions

.PHONY: coverage
coverage: ## Lines of the C++ sources that the tests run, by folder; TREE=<folder> measures another tree
	@tools/measure_coverage $(TREE)

.PHONY: lint
lint: ## clang-tidy over the C++ sources; SINCE=<commit> looks at those that changed
	@tools/setup lint
	@tools/lint $(SINCE)

.PHONY: format
format: ## Format the sources
	@tools/setup test
	@git ls-files '*.cpp' '*.hpp' | xargs clang-format -i

.PHONY: clean
clean: ## Remove everything that was built
	@rm -rf build
