package ki.testbed.sandbox;

/** What a container of the {@link FakeBackend} does. */
@FunctionalInterface
public interface FakeProgram {
  /**
   * Runs on a thread of its own, which is interrupted when the process is killed.
   *
   * @return its exit code
   * @throws SandboxRefused to play a program that cannot be started, with {@code NOT_STARTABLE} or
   *     {@code WRONG_BINARY}
   */
  int run(FakeProcess self) throws InterruptedException;

  /** Listens until somebody ends it; what a healthy SUT does. */
  static FakeProgram serving() {
    return self -> {
      self.awaitTerm();
      return 0;
    };
  }

  /** Ends at once. */
  static FakeProgram exiting(int code) {
    return _ -> code;
  }

  /** Needs more memory than it may have. */
  static FakeProgram outOfMemory() {
    return self -> {
      self.allocate(Long.MAX_VALUE);
      return 0;
    };
  }

  /** Does not end when asked to. */
  static FakeProgram stubborn() {
    return self -> {
      self.ignoreTerm();
      self.rest();
      return 0;
    };
  }

  /** Has no program under the name its image gives. */
  static FakeProgram missing() {
    return _ -> {
      throw new SandboxRefused(
          SandboxRefused.Cause.NOT_STARTABLE, "/app/run: No such file or directory");
    };
  }
}
