package ki.testbed.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.time.Duration;
import java.util.List;
import ki.testbed.protocol.Sha256;

/**
 * A program the contract is tested with, in two forms that do the same: a command of a static
 * busybox for engines, and a function for the fake.
 *
 * @param name tells one from another
 */
public record TestProgram(String name, List<String> command, FakeProgram fake) {

  private static TestProgram shell(String name, String script, FakeProgram fake) {
    return new TestProgram(name, List.of("/bin/busybox", "sh", "-c", script), fake);
  }

  /** A runner that reads so many bytes, prints their hash as one line, and stays. */
  static TestProgram hashing(long bytes) {
    return shell(
        "hashing-" + bytes,
        "head -c " + bytes + " | sha256sum | cut -c1-64; exec sleep 600",
        self -> {
          self.stdout(hash(self.stdin()));
          self.awaitTerm();
          return 143;
        });
  }

  /** A runner that reads so many bytes, prints so many numbered lines, and ends with 0. */
  static TestProgram counting(long bytes, int lines) {
    return shell(
        "counting-" + bytes + "-" + lines,
        "head -c " + bytes + " >/dev/null; seq 1 " + lines,
        self -> {
          hash(self.stdin());
          for (int i = 1; i <= lines; i++) {
            self.stdout(Integer.toString(i));
          }
          return 0;
        });
  }

  /** A runner that does not read its order. */
  static TestProgram crashingRunner() {
    return shell("crashing", "exit 70", FakeProgram.exiting(70));
  }

  /** Says ready, runs until SIGTERM, then ends with 0. */
  static TestProgram serving() {
    return shell(
        "serving",
        "trap 'exit 0' TERM; echo ready; while :; do sleep 1 & wait; done",
        self -> {
          self.catchTerm();
          self.stdout("ready");
          self.awaitTerm();
          return 0;
        });
  }

  /** Says ready and does not end on SIGTERM. */
  static TestProgram stubborn() {
    return shell(
        "stubborn",
        "trap '' TERM; echo ready; while :; do sleep 1; done",
        self -> {
          self.ignoreTerm();
          self.stdout("ready");
          self.rest();
          return 0;
        });
  }

  /** Ends at once with a code. */
  static TestProgram exiting(int code) {
    return shell("exiting-" + code, "exit " + code, FakeProgram.exiting(code));
  }

  /** Dies of SIGSEGV. */
  static TestProgram segfault() {
    return shell("segfault", "kill -SEGV $$; exec sleep 600", FakeProgram.exiting(139));
  }

  /** Takes memory until it is killed. */
  static TestProgram memoryHog() {
    return shell("memory-hog", "exec tail </dev/zero", FakeProgram.outOfMemory());
  }

  /** Lets a child take memory until that is killed, and ends with 0. */
  static TestProgram memoryHogInChild() {
    return shell(
        "memory-hog-child",
        "tail </dev/zero; exit 0",
        self -> {
          self.allocateInChild(Long.MAX_VALUE);
          return 0;
        });
  }

  /** Starts so many processes and stays. */
  static TestProgram spawning(int processes) {
    return shell(
        "spawning-" + processes,
        "(i=0; while [ $i -lt "
            + processes
            + " ]; do sleep 600 & i=$((i+1)); done); exec sleep 600",
        self -> {
          self.spawn(processes);
          self.rest();
          return 0;
        });
  }

  /** Uses CPU time and stays. */
  static TestProgram burning() {
    return shell(
        "burning",
        "while :; do :; done",
        self -> {
          self.burn(Duration.ofSeconds(1));
          self.rest();
          return 0;
        });
  }

  /** Writes to both streams and ends. */
  static TestProgram talking() {
    return shell(
        "talking",
        "echo one; echo two >&2; sleep 0.3; echo three",
        self -> {
          self.stdout("one");
          self.stderr("two");
          self.stdout("three");
          return 0;
        });
  }

  /** Its image has no such program. */
  static TestProgram missing() {
    return new TestProgram("missing", List.of("/app/run"), FakeProgram.missing());
  }

  /** Prints a line longer than allowed, then two short ones, then half of one. */
  static TestProgram endlessLine(long bytes) {
    return shell(
        "endless-line",
        "head -c "
            + bytes
            + " >/dev/null; head -c 50000 /dev/zero | tr '\\0' x; echo; echo swallowed; echo short; printf half",
        self -> {
          hash(self.stdin());
          self.stdout("x".repeat(50_000));
          self.stdout("swallowed");
          self.stdout("short");
          self.halfLine("half");
          return 0;
        });
  }

  private static String hash(InputStream in) {
    try (var digesting = new DigestInputStream(in, Sha256.digest())) {
      digesting.transferTo(java.io.OutputStream.nullOutputStream());
      return Sha256.ofDigest(digesting.getMessageDigest().digest()).hex();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
