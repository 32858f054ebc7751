package ki.testbed.sandbox.docker;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A container of ours as the engine shows it at one moment. */
record Container(JsonNode seen, Marks marks) {
  String id() {
    return Json.string(seen, "Id");
  }

  /** Id of its image. */
  String image() {
    return Json.string(seen, "Image");
  }

  boolean running() {
    return Json.flag(seen, "State", "Running");
  }

  /** Main process as the engine's machine counts it, 0 if none runs. */
  long pid() {
    return Json.number(seen, "State", "Pid");
  }

  /** Created and nothing else. */
  boolean untouched() {
    return !running() && started().isEmpty() && error().isEmpty();
  }

  Optional<Instant> started() {
    return Json.time(seen, "State", "StartedAt");
  }

  Optional<Instant> finished() {
    return Json.time(seen, "State", "FinishedAt");
  }

  /** Signed as the engine prints it; some engines print -1 as 4294967295. */
  long exitCode() {
    return Json.number(seen, "State", "ExitCode");
  }

  boolean oomKilled() {
    return Json.flag(seen, "State", "OOMKilled");
  }

  /** Why it could not be started, empty if it could. */
  String error() {
    return Json.string(seen, "State", "Error");
  }
}
