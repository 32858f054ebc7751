package ki.testbed.sandbox.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.Resources;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxRefused;
import ki.testbed.sandbox.SandboxUnreachable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends containers of the runner's image on errands: to try what the profile allows, and to end
 * what outlived its container.
 */
final class Errands {
  /** Behind the numbers of sandboxes. */
  static final int USER_NUMBER = 20_000;

  private static final String MARK = "testbed.errand";
  private static final UUID NOBODY = new UUID(0, 0);
  private static final int MOST_WORDS = 1 << 20;

  private final Engine engine;
  private final UUID owner;

  Errands(Engine engine, UUID owner) {
    this.engine = engine;
    this.owner = owner;
  }

  /** A container under the runner's own profile. */
  Errand hardened(String word, String image, Resources resources, boolean swap, List<String> more) {
    var marks =
        new Marks(
            owner,
            NOBODY,
            new SandboxHandle(NOBODY, 1),
            0,
            Part.RUNNER,
            java.time.Instant.EPOCH,
            "",
            USER_NUMBER);
    ObjectNode body =
        new Profile(Part.RUNNER, image, resources, "", Duration.ofSeconds(1), marks, "", swap)
            .body();
    return errand(word, word, body, more);
  }

  /**
   * The same with what it takes to see and kill processes of the whole machine: its process ids,
   * its root, and the capability to kill.
   */
  Errand mighty(String word, String image, Resources resources, boolean swap, List<String> more) {
    Errand errand = hardened(word, image, resources, swap, more);
    errand.body().put("User", "0:0");
    ObjectNode host = (ObjectNode) errand.body().path("HostConfig");
    host.put("PidMode", "host").put("UsernsMode", "host");
    host.set("CapAdd", Json.strings(Stream.of("KILL")));
    // The engine adds this where process ids are the machine's; asked for, it is no deviation.
    ((ArrayNode) host.path("SecurityOpt")).add("label=disable");
    return errand(word, word + "-" + more.getFirst().substring(0, 12), errand.body(), more);
  }

  private Errand errand(String word, String name, ObjectNode body, List<String> more) {
    body.set("Cmd", Json.strings(Stream.concat(Stream.of(word), more.stream())));
    body.put("OpenStdin", false).put("StdinOnce", false).put("AttachStdin", false);
    body.set("Labels", Json.object().put(MARK, owner.toString()));
    return new Errand("tb-" + name + "-" + owner, body);
  }

  /** Runs it to its end and removes it. */
  Errand.Said run(Errand errand, Duration limit) {
    return run(errand, limit, _ -> false, _ -> {});
  }

  /**
   * Runs it until it has ended or has said its last line, and removes it.
   *
   * @param last tells the line after which nothing more is waited for
   * @param then what is done at that point, with the container's id, while it still lives
   */
  Errand.Said run(Errand errand, Duration limit, Predicate<String> last, Consumer<String> then) {
    String id = create(errand);
    try {
      return run(id, errand, limit, last, then);
    } finally {
      remove(id);
    }
  }

  private Errand.Said run(
      String id, Errand errand, Duration limit, Predicate<String> last, Consumer<String> then) {
    List<String> deviations =
        Deviations.ofErrand(errand.body(), engine.read("", "/containers/" + id + "/json"));
    if (!deviations.isEmpty()) {
      throw new SandboxRefused(
          SandboxRefused.Cause.PROFILE_NOT_HONOURED, Words.clean(String.join("; ", deviations)));
    }
    engine.change(
        engine.deadlines().change(), "", http -> http.post("/containers/" + id + "/start"));
    var said = new ArrayList<String>();
    var words = new ByteArrayOutputStream();
    boolean ended = engine.await(limit, http -> listen(http, id, last, said, words));
    if (!ended) {
      then.accept(id);
    }
    return told(id, said, words);
  }

  private Errand.Said told(String id, List<String> said, ByteArrayOutputStream words) {
    JsonNode seen = engine.read("", "/containers/" + id + "/json");
    return new Errand.Said(
        said,
        Words.clean(words.toString(StandardCharsets.UTF_8)),
        Json.number(seen, "State", "ExitCode"),
        Json.flag(seen, "State", "OOMKilled"));
  }

  /** Whether the output has ended, and not by the last line. */
  private static boolean listen(
      EngineHttp http,
      String id,
      Predicate<String> last,
      List<String> said,
      ByteArrayOutputStream words) {
    var line = new StringBuilder();
    boolean[] done = {false};
    try (Response log = http.open("/containers/" + id + "/logs?stdout=1&stderr=1&follow=1")) {
      Frames.read(
          log.getBody(),
          (frame, stderr) -> {
            String text = new String(frame, StandardCharsets.UTF_8);
            if (stderr) {
              words.write(frame, 0, Math.min(frame.length, MOST_WORDS - words.size()));
            } else {
              line.append(text);
            }
            done[0] = !stderr && taken(line, last, said);
            return !done[0] && said.size() < MOST_WORDS;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return !done[0];
  }

  private static boolean taken(StringBuilder text, Predicate<String> last, List<String> said) {
    for (int end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
      String line = text.substring(0, end);
      text.delete(0, end + 1);
      said.add(line);
      if (last.test(line)) {
        return true;
      }
    }
    return false;
  }

  /** One that was left behind under this name makes room. */
  private String create(Errand errand) {
    try {
      return made(errand);
    } catch (EngineAnswer answer) {
      if (answer.status() != EngineAnswer.CONFLICT) {
        throw answer;
      }
      remove(errand.name());
      return made(errand);
    }
  }

  private String made(Errand errand) {
    String path = "/containers/create?name=" + errand.name();
    return Json.string(
        engine.change(engine.deadlines().change(), "", http -> http.post(path, errand.body())),
        "Id");
  }

  private void remove(String container) {
    try {
      engine.change(
          engine.deadlines().change(),
          "",
          http -> http.delete("/containers/" + container + "?force=1&v=1"));
    } catch (EngineAnswer answer) {
      if (answer.status() != EngineAnswer.NOT_FOUND && answer.status() != EngineAnswer.CONFLICT) {
        throw new SandboxUnreachable("an errand's container stays: " + answer.words(), answer);
      }
    }
  }

  /** How many containers of errands there are. */
  int left() {
    String filter = "%7B%22label%22%3A%5B%22" + MARK + "%3D" + owner + "%22%5D%7D";
    return engine.read("", "/containers/json?all=1&filters=" + filter).size();
  }
}
