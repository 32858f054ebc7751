package ki.testbed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules hold, and each of them catches the code it is there for. */
class ArchitectureTests {
  @TempDir Path folder;

  @Test
  void packagesHaveNoCycles() throws IOException {
    Rules.NO_CYCLES.check(Code.MAIN);
    assertCaught(
        Rules.NO_CYCLES,
        "ki.testbed.left.Hen",
        "package ki.testbed.left; public class Hen { ki.testbed.right.Egg egg; }",
        "package ki.testbed.right; public class Egg { ki.testbed.left.Hen hen; }");
  }

  @Test
  void dockerIsKnownToItsAdapter() throws IOException {
    Rules.DOCKER_IN_ITS_PACKAGE.check(Code.MAIN);
    assertCaught(
        Rules.DOCKER_IN_ITS_PACKAGE,
        "ki.testbed.queue.Shortcut",
        """
        package ki.testbed.queue;
        class Shortcut { com.github.dockerjava.transport.DockerHttpClient engine; }
        """);
  }

  @Test
  void kubernetesIsKnownToItsAdapter() throws IOException {
    Rules.KUBERNETES_IN_ITS_PACKAGE.check(Code.MAIN);
    assertCaught(
        Rules.KUBERNETES_IN_ITS_PACKAGE,
        "ki.testbed.queue.Shortcut",
        "package io.kubernetes.client; public class ApiClient {}",
        "package ki.testbed.queue; class Shortcut { io.kubernetes.client.ApiClient cluster; }");
  }

  @Test
  void prometheusIsKnownToMetrics() throws IOException {
    Rules.PROMETHEUS_IN_ITS_PACKAGE.check(Code.MAIN);
    assertCaught(
        Rules.PROMETHEUS_IN_ITS_PACKAGE,
        "ki.testbed.queue.Counting",
        "package ki.testbed.queue; class Counting { io.prometheus.client.Counter starts; }");
  }

  @Test
  void adaptersAreBehindThePort() throws IOException {
    Rules.ADAPTERS_BEHIND_THE_PORT.check(Code.MAIN);
    assertCaught(
        Rules.ADAPTERS_BEHIND_THE_PORT,
        "ki.testbed.evaluation.Direct",
        """
        package ki.testbed.evaluation;
        class Direct { ki.testbed.sandbox.docker.DockerBackend backend; }
        """);
  }

  @Test
  void timeIsAnArgument() throws IOException {
    Rules.TIME_AND_CHANCE_ARE_ARGUMENTS.check(Code.MAIN);
    assertCaught(
        Rules.TIME_AND_CHANCE_ARE_ARGUMENTS,
        "ki.testbed.queue.Late",
        "package ki.testbed.queue; class Late { Object now() { return java.time.Instant.now(); } }");
  }

  @Test
  void aClockIsNotTakenByReferenceEither() throws IOException {
    assertCaught(
        Rules.TIME_AND_CHANCE_ARE_ARGUMENTS,
        "ki.testbed.queue.Late",
        """
        package ki.testbed.queue;
        class Late { java.util.function.LongSupplier clock = System::nanoTime; }
        """);
  }

  @Test
  void chanceIsAnArgument() throws IOException {
    assertCaught(
        Rules.TIME_AND_CHANCE_ARE_ARGUMENTS,
        "ki.testbed.queue.Dice",
        "package ki.testbed.queue; class Dice { Object dice = new java.util.Random(); }");
  }

  @Test
  void nothingIsMocked() throws IOException {
    Rules.NO_MOCKS.check(Code.MAIN);
    Rules.NO_MOCKS.check(Code.TESTS);
    assertCaught(
        Rules.NO_MOCKS,
        "ki.testbed.queue.PretendTests",
        "package org.mockito; public class Mockito { public static void mock() {} }",
        "package ki.testbed.queue; class PretendTests { void story() { org.mockito.Mockito.mock(); } }");
  }

  @Test
  void fieldsAreNotInjected() throws IOException {
    Rules.NO_FIELD_INJECTION.check(Code.MAIN);
    assertCaught(
        Rules.NO_FIELD_INJECTION,
        "ki.testbed.queue.Wired.clock",
        """
        package ki.testbed.queue;
        import org.springframework.beans.factory.annotation.Autowired;
        class Wired { @Autowired java.time.InstantSource clock; }
        """);
  }

  @Test
  void aRunsStateChangesOnlyThroughItsTransitions() throws IOException {
    Rules.STATE_MOVES_BY_TRANSITIONS.check(Code.MAIN);
    assertCaught(
        Rules.STATE_MOVES_BY_TRANSITIONS,
        "ki.testbed.evaluation.Shortcut",
        """
        package ki.testbed.evaluation;
        class Shortcut { int now(RunStore store, RunChange change) { return store.move(change); } }
        """);
  }

  @Test
  void theMethodsThatWriteAStateAreThoseOfTheRule() {
    assertThat(Code.MAIN.get("ki.testbed.evaluation.RunTransitions").getMethodCallsFromSelf())
        .extracting(call -> call.getTargetOwner().getSimpleName() + "." + call.getName())
        .contains("RunStore.insert", "RunStore.begin", "RunStore.move");
  }

  @Test
  void sqlIsInStores() throws IOException {
    Rules.SQL_IN_STORES.check(Code.MAIN);
    assertCaught(
        Rules.SQL_IN_STORES,
        "ki.testbed.queue.Counting",
        """
        package ki.testbed.queue;
        import org.springframework.jdbc.core.simple.JdbcClient;
        class Counting {
          Object all(JdbcClient db) { return db.sql("select 1").query().listOfRows(); }
        }
        """);
  }

  @Test
  void publicTypesAreAtTheDoor() throws IOException {
    Rules.PUBLIC_ONLY_AT_THE_DOOR.check(Code.MAIN);
    assertCaught(
        Rules.PUBLIC_ONLY_AT_THE_DOOR,
        "ki.testbed.queue.inside.Open",
        "package ki.testbed.queue.inside; public class Open {}");
  }

  @Test
  void jsonIsJacksonThree() throws IOException {
    Rules.JACKSON_THREE.check(Code.MAIN);
    Rules.JACKSON_THREE.check(Code.TESTS);
    assertCaught(
        Rules.JACKSON_THREE,
        "ki.testbed.queue.OldJson",
        "package com.fasterxml.jackson.databind; public class ObjectMapper {}",
        """
        package ki.testbed.queue;
        class OldJson { com.fasterxml.jackson.databind.ObjectMapper json; }
        """);
  }

  @Test
  void classesWithTestMethodsAreFound() throws IOException {
    Rules.TESTS_ARE_FOUND.check(Code.TESTS);
    assertCaught(
        Rules.TESTS_ARE_FOUND,
        "ki.testbed.queue.QueueSpec",
        "package ki.testbed.queue; class QueueSpec { @org.junit.jupiter.api.Test void waits() {} }");
  }

  @Test
  void namesSayWhatTheyName() throws IOException {
    Rules.NO_EMPTY_WORDS.check(Code.MAIN);
    Rules.NO_EMPTY_WORDS.check(Code.TESTS);
    assertCaught(
        Rules.NO_EMPTY_WORDS,
        "ki.testbed.queue.QueueManager",
        "package ki.testbed.queue; class QueueManager {}");
  }

  @Test
  void packagesSayWhatTheyAreFor() throws IOException {
    Rules.NO_EMPTY_PACKAGES.check(Code.MAIN);
    Rules.NO_EMPTY_PACKAGES.check(Code.TESTS);
    assertCaught(
        Rules.NO_EMPTY_PACKAGES,
        "ki.testbed.queue.util.Lists",
        "package ki.testbed.queue.util; class Lists {}");
  }

  private void assertCaught(ArchRule rule, String culprit, String... sources) throws IOException {
    assertThat(rule.evaluate(WrongCode.compiled(folder, sources)).getFailureReport().getDetails())
        .as("what the rule says of %s", culprit)
        .isNotEmpty()
        .anySatisfy(detail -> assertThat(detail).contains(culprit));
    assertThat(rule.getDescription()).contains("because");
  }
}
