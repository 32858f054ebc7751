# Every target runs Maven on a JDK 25, which is looked for here; nothing else has to be set.
SHELL := /bin/bash
export JAVA_HOME := $(shell .mvn/find-jdk)
MVN := mvn -B
ENGINE := .testbed/test-engine
ALL_TESTS := -Dtest.excludedGroups=bench,cluster,chart,hostile,chaos -Pbrowser

.PHONY: demo demo-full demo-stop demo-clean test check quick fmt run bench hostile chaos data-langid jdk

jdk:
	@test -n "$(JAVA_HOME)"

demo: jdk ## build all, start all, submit the sample, measure it, print the result
	@orchestrator/demo/demo start

demo-full: jdk ## the same with every scenario
	@orchestrator/demo/demo start full

demo-stop: ## end everything the demo started, keep its data
	@orchestrator/demo/demo stop

demo-clean: ## end everything and remove its data
	@orchestrator/demo/demo clean

test: jdk ## everything that must hold: unit, store, story, engine, browser, dashboards
	@orchestrator/demo/packages test
	@set -e -o pipefail; socket=$$(runners/sandbox/engine start $(ENGINE) | tail -n 1); \
	  trap 'runners/sandbox/engine clean $(ENGINE)' EXIT; \
	  $(MVN) install $(ALL_TESTS) -Dtestbed.engine=$$socket -Dspotless.check.skip

check: jdk ## format, static analysis, then all tests
	@$(MVN) -q spotless:check
	@$(MAKE) --no-print-directory test

quick: jdk ## what needs neither engine nor browser, in under two minutes
	@$(MVN) test -Dimage.skip

fmt: jdk ## put sources into their format
	@$(MVN) -q spotless:apply

run: jdk ## the service in the foreground, for developers
	@orchestrator/demo/demo run

bench: jdk ## measured comparisons; each prints FIGURE name value unit
	@orchestrator/demo/packages bench
	@set -e -o pipefail; socket=$$(runners/sandbox/engine start $(ENGINE) | tail -n 1); \
	  trap 'runners/sandbox/engine clean $(ENGINE)' EXIT; \
	  $(MVN) -q install -DskipTests -Dspotless.check.skip; \
	  $(MVN) verify -Dtest.groups=bench -Dtest.excludedGroups= -Dtestbed.engine=$$socket -Dspotless.check.skip

hostile: jdk ## every hostile container and archive on a private engine, as a table; ends 0 only if all end as they must
	@orchestrator/demo/packages test
	@set -e -o pipefail; socket=$$(runners/sandbox/engine start .testbed/hostile-engine | tail -n 1); \
	  trap 'runners/sandbox/engine clean .testbed/hostile-engine' EXIT; \
	  $(MVN) -q install -DskipTests -Dspotless.check.skip; \
	  $(MVN) -q surefire:test -pl orchestrator -Dtest.groups=hostile -Dtest.excludedGroups= -Dtestbed.engine=$$socket

chaos: jdk ## seeded faults under load for SECONDS=300 or as given; SEED=n repeats a hand's blows; ends 0 only if nothing is lost, doubled or left
	@orchestrator/demo/packages test
	@$(MVN) -q install -DskipTests -Dspotless.check.skip
	@set -e -o pipefail; socket=$$(runners/sandbox/engine start .testbed/chaos-engine | tail -n 1); \
	  trap 'runners/sandbox/engine clean .testbed/chaos-engine' EXIT; \
	  $(MVN) -q surefire:test -pl orchestrator -Dtest.groups=chaos -Dtest.excludedGroups= -Dtestbed.engine=$$socket \
	    -Dchaos.seconds=$(or $(SECONDS),300) $(if $(SEED),-Dchaos.seed=$(SEED))

data-langid: jdk ## make the language data set again from its pinned package
	@runners/samples/fetch-langid
