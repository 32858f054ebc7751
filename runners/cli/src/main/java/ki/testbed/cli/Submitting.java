package ki.testbed.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** From an archive to an accepted submission, and from there to an evaluation. */
final class Submitting {
  private static final Duration CHECKS = Duration.ofMinutes(15);

  private final Api api;
  private final Screen screen;
  private final Words words;
  private final Patience patience;
  private final Supplier<String> keys;

  Submitting(Api api, Screen screen, Words words, Patience patience, Supplier<String> keys) {
    this.api = api;
    this.screen = screen;
    this.words = words;
    this.patience = patience;
    this.keys = keys;
  }

  /** Hands it in and waits until its checks are over. */
  JsonNode accepted(Path archive, Path manifest) {
    var text = read(manifest);
    checkedBefore(text);
    var upload = new ArchiveUpload(api, screen, words, patience, keys).send(archive);
    var handed = Answer.JSON.createObjectNode().put("manifest", text);
    handed.putObject("image").put("uploadId", upload);
    return checked(api.post("/submissions", handed, keys.get()).json());
  }

  /** Hands in what lies in a registry and waits until it was fetched and its checks are over. */
  JsonNode fetched(String reference, Optional<Path> login, Path manifest) {
    var text = read(manifest);
    checkedBefore(text);
    var handed = Answer.JSON.createObjectNode().put("manifest", text);
    var image = handed.putObject("image").put("reference", reference);
    login
        .map(file -> RegistryLogin.read(file, words))
        .ifPresent(
            one -> image.putObject("login").put("name", one.name()).put("secret", one.secret()));
    return checked(api.post("/submissions", handed, keys.get()).json());
  }

  /** Starts the measurement against a version of a plan. */
  JsonNode evaluation(JsonNode submission, String plan, boolean dryRun) {
    var wanted =
        Answer.JSON
            .createObjectNode()
            .put("submissionId", submission.path("id").asString(""))
            .put("plan", plan)
            .put("mode", dryRun ? "DRY_RUN" : "MEASURED");
    return api.post("/evaluations", wanted, keys.get()).json();
  }

  /** What is wrong with the manifest is said before the archive is sent. */
  private void checkedBefore(String manifest) {
    var asked = Answer.JSON.createObjectNode().put("manifest", manifest);
    var check = api.post("/manifest-checks", asked, keys.get()).json();
    if (check.path("effective").isMissingNode()) {
      Problems.findings(check.path("findings"), words).forEach(screen::say);
      throw new ClientProblem(ExitCode.FINDINGS, words.say("manifest.refused"));
    }
  }

  private JsonNode checked(JsonNode handed) {
    screen.say(words.say("submission.handed", name(handed).strip()));
    var tries = patience.upTo(CHECKS).start();
    var submission = handed;
    while (state(submission).equals("CHECKING") && tries.again(Duration.ofMillis(500))) {
      screen.progress(words.say("submission.checking"));
      submission = api.get("/submissions/" + handed.path("id").asString("")).json();
    }
    Problems.findings(submission.path("findings"), words).forEach(screen::say);
    if (!state(submission).equals("ACCEPTED")) {
      throw new ClientProblem(
          ExitCode.FINDINGS,
          words.say("submission.refused", words.code("state", state(submission))));
    }
    screen.say(
        words.say(
            "submission.accepted",
            name(submission).strip(),
            submission.path("imageDigest").asString("")));
    return submission;
  }

  /** A plan as {@code id@version}; without a version the newest one. */
  String sealed(String plan) {
    if (plan.contains("@")) {
      return plan;
    }
    return api.get("/test-plans")
        .json()
        .path("items")
        .valueStream()
        .filter(item -> item.path("id").asString("").equals(plan))
        .map(item -> item.path("ref").asString(""))
        .findFirst()
        .orElseThrow(() -> new ClientProblem(ExitCode.NOT_FOUND, words.say("plan.unknown", plan)));
  }

  private static String state(JsonNode submission) {
    return submission.path("state").asString("");
  }

  private static String name(JsonNode submission) {
    var name = submission.path("name").asString("");
    return (name.isEmpty() ? submission.path("id").asString("") : name)
        + " "
        + submission.path("version").asString("");
  }

  private String read(Path manifest) {
    try {
      return Files.readString(manifest);
    } catch (IOException e) {
      throw new ClientProblem(ExitCode.USAGE, words.say("file.unreadable", manifest.toString()));
    }
  }
}
