package ki.testbed.samples.broken;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What goes wrong. Where a fault takes a number, {@code usual} is the one it has without. */
enum Fault {
  /** Ends at once with exit code 1. */
  EXIT(0),
  /** Runs, and never opens its port. */
  NOPORT(0),
  /** Opens its port and is never ready. */
  NOTREADY(0),
  /** Ready, its metadata are right, every inference is answered 500. */
  ERROR500(0),
  /** As {@link #ERROR500}, after the given number of good answers. */
  ERROR500_LATER(250),
  /** Well-formed answers, always the wrong label. */
  WRONG(0),
  /** Takes memory before it opens its port until it is killed, at most the given number of MiB. */
  OOM(4096),
  /** As {@link #OOM}, after its 250th answer. */
  OOM_LATER(4096),
  /** Answers, and goes on when it is asked to end. */
  IGNORE_SIGTERM(0),
  /** Ends with exit code 3 instead of giving the answer after the given number. */
  CRASH_LATER(250),
  /** Answers after the given number of milliseconds. */
  SLOW(200);

  private final long usual;

  Fault(long usual) {
    this.usual = usual;
  }

  long usual() {
    return usual;
  }

  /** As it is written as an argument: {@code error500-later}. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Fault named(String word) {
    return Arrays.stream(values())
        .filter(fault -> fault.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no fault '" + word + "'; there are " + words()));
  }

  private static String words() {
    return Arrays.stream(values()).map(Fault::word).collect(Collectors.joining(", "));
  }
}
