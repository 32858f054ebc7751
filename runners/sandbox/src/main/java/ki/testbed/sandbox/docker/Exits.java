package ki.testbed.sandbox.docker;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ki.testbed.sandbox.Exit;
import ki.testbed.sandbox.SandboxRefused;
import ki.testbed.sandbox.Usage;

/** Reads how a container ended from what the engine says, and no more into it than it says. */
final class Exits {
  /**
   * How the engine's init, which is the real main process, reports that it could not start the
   * program.
   */
  private static final Pattern INIT =
      Pattern.compile("^\\[FATAL tini \\(\\d+\\)\\] exec (.*) failed: (.*)$", Pattern.MULTILINE);

  /** Exit code a dead engine leaves behind for what it lost. */
  private static final int LOST = 255;

  private final InstantSource clock;
  private final Predicate<Instant> watchedSince;

  /**
   * Reads by this clock where the engine gives no time.
   *
   * @param watchedSince whether the engine has lived without a break since a time
   */
  Exits(InstantSource clock, Predicate<Instant> watchedSince) {
    this.clock = clock;
    this.watchedSince = watchedSince;
  }

  /**
   * How it ended, if it did.
   *
   * @param lastWords its last lines on stderr, read only where they can matter
   */
  Optional<Exit> of(Container container, Usage.Counter pidsRefused, Supplier<String> lastWords) {
    if (container.running() || container.untouched()) {
      return Optional.empty();
    }
    Exit.How how =
        container.started().isEmpty() ? notStarted(container.error()) : ended(container, lastWords);
    return Optional.of(
        new Exit(
            how,
            container.oomKilled(),
            pidsRefused,
            container.finished().orElseGet(clock::instant),
            Words.clean(container.error())));
  }

  /** A container that was there and is not any more, without our doing. */
  Exit vanished() {
    return new Exit(
        new Exit.How.Unknown("the container was removed by somebody else"),
        false,
        new Usage.Counter.Absent("SOURCE_LOST"),
        clock.instant(),
        "");
  }

  private Exit.How ended(Container container, Supplier<String> lastWords) {
    long code = container.exitCode();
    if (code < 0 || code > LOST) {
      String why = "the engine says exit " + code + ", which no process has";
      return Processes.anyOf(container.id())
          ? new Exit.How.Outlived(why)
          : new Exit.How.Unknown(why);
    }
    return ended(code, container.finished(), lastWords);
  }

  private Exit.How ended(long code, Optional<Instant> at, Supplier<String> lastWords) {
    if (code == LOST && at.filter(watchedSince).isEmpty()) {
      return new Exit.How.Unknown(
          "the engine says exit 255, which it also says where it was not there to see the end");
    }
    if (code == 1 || code == 126 || code == 127) {
      Matcher init = INIT.matcher(lastWords.get());
      if (init.find()) {
        return notStarted("exec " + init.group(1) + ": " + init.group(2));
      }
    }
    return new Exit.How.Code((int) code);
  }

  /**
   * The engine's words on a program that could not be started; only what surely is the image's
   * doing is blamed on the image.
   */
  private static Exit.How notStarted(String why) {
    String words = why.toLowerCase(Locale.ROOT);
    boolean program = words.contains("exec") || words.contains("cwd") || words.contains("chdir");
    SandboxRefused.Cause cause = SandboxRefused.Cause.CREATE_FAILED;
    if (program && words.contains("exec format error")) {
      cause = SandboxRefused.Cause.WRONG_BINARY;
    } else if (program
        && words.matches(
            "(?s).*(no such file|not found|permission denied|not a directory|is a directory).*")) {
      cause = SandboxRefused.Cause.NOT_STARTABLE;
    }
    return new Exit.How.NotStarted(cause, Words.clean(why));
  }
}
