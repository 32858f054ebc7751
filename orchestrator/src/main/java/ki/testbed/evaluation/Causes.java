package ki.testbed.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ki.testbed.harness.Ends;
import ki.testbed.harness.EventViolation;
import ki.testbed.harness.Heard;
import ki.testbed.harness.Strain;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Phase;
import ki.testbed.protocol.RunnerExit;
import ki.testbed.sandbox.Exit;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxRefused;
import ki.testbed.sandbox.SandboxStatus;
import ki.testbed.sandbox.Usage;

/**
 * Why a run cannot go on, if it cannot: the first cause that holds, those of our own side first.
 */
final class Causes {
  private static final List<String> SEALED = List.of("lo");

  /** With these a SUT that was refused processes says nothing about its port. */
  private static final Set<String> NEVER_SERVED = Set.of("PORT_NEVER_OPENED", "NOT_READY");

  private final Wanted wanted;
  private final SandboxStatus status;
  private final Heard heard;
  private final boolean heardOut;
  private final Strain strain;

  private Causes(Wanted wanted, Seen.Present seen) {
    this.wanted = wanted;
    this.status = seen.status();
    this.heard = seen.heard();
    this.heardOut = seen.heardOut();
    this.strain = seen.strain();
  }

  static Optional<Why> of(Wanted wanted, Seen.Present seen) {
    var causes = new Causes(wanted, seen);
    return first(
        causes::lost,
        causes::broken,
        causes::open,
        causes::flooded,
        causes::runnerEnded,
        causes::sutEnded,
        causes::refusedByRunner,
        causes::silent);
  }

  @SafeVarargs
  private static Optional<Why> first(Supplier<Optional<Why>>... causes) {
    return Stream.of(causes).map(Supplier::get).flatMap(Optional::stream).findFirst();
  }

  /** The engine does not know how a part ended, and the runner had not finished. */
  private Optional<Why> lost() {
    boolean unknown =
        Stream.of(Part.values())
            .flatMap(part -> Ends.of(status, part).stream())
            .anyMatch(exit -> exit.how() instanceof Exit.How.Unknown);
    return unknown && heard.finished().isEmpty()
        ? Optional.of(Why.of(Reason.ENGINE_LOST))
        : Optional.empty();
  }

  private Optional<Why> broken() {
    return heard.violation().map(violation -> protocol(violation));
  }

  private static Why protocol(EventViolation violation) {
    return new Why(
        Reason.RUNNER_PROTOCOL,
        Detail.of("at", Long.toString(violation.at())).with("violation", violation.kind().name()));
  }

  private Optional<Why> open() {
    return heard
        .hello()
        .map(Event.Hello::netInterfaces)
        .filter(interfaces -> !interfaces.equals(SEALED))
        .map(interfaces ->
            Why.of(Reason.NETWORK_NOT_SEALED, "interfaces", String.join(" ", interfaces)));
  }

  private Optional<Why> flooded() {
    return strain.logFlood()
        ? Optional.of(Why.of(Reason.LOG_FLOOD, "limit", Words.bytes(Strain.MOST_LOG)))
        : Optional.empty();
  }

  private Optional<Why> runnerEnded() {
    return Ends.of(status, Part.RUNNER)
        .flatMap(exit ->
            switch (exit.how()) {
              case Exit.How.Code(int code) -> runnerEnded(code, exit);
              case Exit.How.NotStarted(var _, String why) ->
                  Optional.of(Why.of(Reason.CREATE_FAILED, "why", why));
              case Exit.How.Outlived(String why) ->
                  Optional.of(Why.of(Reason.RUNNER_CRASHED, "exit", why));
              case Exit.How.Unknown _ -> Optional.empty();
            });
  }

  private Optional<Why> runnerEnded(int code, Exit exit) {
    if (code == RunnerExit.BAD_ORDER.code() || code == RunnerExit.ORDER_INCOMPLETE.code()) {
      return Optional.of(Why.of(Reason.ORDER_NOT_DELIVERED, "why", Words.of(exit)));
    }
    if (heard.finished().isPresent() || !heard.complete()) {
      return Optional.empty();
    }
    return Optional.of(
        code == RunnerExit.DONE.code()
            ? Why.of(Reason.RUNNER_PROTOCOL, "at", "end")
            : Why.of(Reason.RUNNER_CRASHED, "exit", Words.of(exit)));
  }

  /**
   * Matters as long as the runner needed it: until the last exchange had its outcome. How far the
   * run was is known only once all is heard that the runner said before.
   */
  private Optional<Why> sutEnded() {
    if (!heardOut) {
      return Optional.empty();
    }
    return Ends.of(status, Part.SUT)
        .filter(exit -> heard.served().filter(served -> !exit.at().isBefore(served)).isEmpty())
        .map(this::sutEnded);
  }

  private Why sutEnded(Exit exit) {
    if (exit.how() instanceof Exit.How.NotStarted(SandboxRefused.Cause cause, String why)) {
      return notStarted(cause, why);
    }
    if (exit.how() instanceof Exit.How.Outlived) {
      return Why.of(Reason.GHOST_PROCESS);
    }
    if (exit.oomKilled()) {
      return Why.of(Reason.OOM_KILLED, "limit", Words.bytes(wanted.limits().memoryBytes()));
    }
    if (exit.pidsRefused() instanceof Usage.Counter.Value(long refused) && refused > 0) {
      return Why.of(Reason.PIDS_LIMIT, "limit", Integer.toString(wanted.limits().pids()));
    }
    return heard.ended().contains(Phase.READY)
        ? new Why(Reason.SUT_EXITED, Detail.of("exit", Words.of(exit)).with("phase", phase(exit)))
        : new Why(
            Reason.EXITED_EARLY, Detail.of("exit", Words.of(exit)).with("after", after(exit)));
  }

  private static Why notStarted(SandboxRefused.Cause cause, String why) {
    return switch (cause) {
      case NOT_STARTABLE -> Why.of(Reason.NOT_STARTABLE, "why", why);
      case WRONG_BINARY -> Why.of(Reason.WRONG_BINARY);
      case IMAGE_MISSING,
          OTHER_SPEC,
          IMAGE_REJECTED,
          IMAGE_CHANGED,
          PROFILE_NOT_HONOURED,
          ORDER_NOT_DELIVERED,
          GONE,
          ENGINE_NOT_SUPPORTED,
          CREATE_FAILED ->
          Why.of(Reason.CREATE_FAILED, "why", why);
    };
  }

  /** What is still awaited while the runner drains was asked in the window. */
  private String phase(Exit exit) {
    Phase phase = heard.phaseAt(exit.at()).orElse(Phase.READY);
    return (phase == Phase.DRAIN ? Phase.WINDOW : phase).name();
  }

  private String after(Exit exit) {
    Optional<Instant> started = Ends.sutStarted(status);
    return started.map(at -> Words.of(Duration.between(at, exit.at()))).orElse("?");
  }

  /** A runner may give up because the SUT has ended; then that is the cause, once all is heard. */
  private Optional<Why> refusedByRunner() {
    if (Ends.of(status, Part.SUT).isPresent() && !heardOut) {
      return Optional.empty();
    }
    return heard
        .finished()
        .filter(finished -> finished.outcome() != Event.End.DONE)
        .map(this::refusedByRunner);
  }

  private Why refusedByRunner(Event.Finished finished) {
    Wanted.Limits limits = wanted.limits();
    String startup = Words.of(limits.startup());
    String port = Integer.toString(limits.port());
    String word = String.valueOf(finished.reason());
    if (strain.pidsRefused() && NEVER_SERVED.contains(word)) {
      return Why.of(Reason.PIDS_LIMIT, "limit", Integer.toString(limits.pids()));
    }
    return switch (word) {
      case "PORT_NEVER_OPENED" ->
          new Why(Reason.PORT_NEVER_OPENED, Detail.of("port", port).with("limit", startup));
      case "NOT_READY" -> new Why(Reason.NOT_READY, Detail.of("port", port).with("limit", startup));
      case "CONFORMANCE_FAILED" ->
          Why.of(Reason.CONFORMANCE_FAILED, "findings", String.join(", ", heard.broken()));
      case "NETWORK_NOT_SEALED" -> Why.of(Reason.NETWORK_NOT_SEALED, "interfaces", "?");
      default -> Why.of(Reason.RUNNER_PROTOCOL, "at", "end");
    };
  }

  private Optional<Why> silent() {
    Duration limit = wanted.limits().runnerSilence();
    return heard.following() && heard.silence().compareTo(limit) > 0
        ? Optional.of(Why.of(Reason.RUNNER_SILENT, "limit", Words.of(limit)))
        : Optional.empty();
  }
}
