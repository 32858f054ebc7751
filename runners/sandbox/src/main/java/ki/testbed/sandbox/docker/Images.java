package ki.testbed.sandbox.docker;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import ki.testbed.protocol.Sha256;
import ki.testbed.sandbox.ImageSource;
import ki.testbed.sandbox.SandboxRefused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings images into the engine and looks whether they are what they should be: the engine's own
 * words on loading prove nothing.
 */
final class Images {
  private final Engine engine;
  private final UUID owner;

  Images(Engine engine, UUID owner) {
    this.engine = engine;
    this.owner = owner;
  }

  void load(ImageSource image) {
    if (present(image)) {
      return;
    }
    try (var archive = new Counting(image.archive().open())) {
      engine.upload("/images/load?quiet=1", archive, archive::bytes);
    } catch (IOException e) {
      throw new SandboxRefused(
          SandboxRefused.Cause.IMAGE_REJECTED,
          "the archive cannot be read: " + Words.clean(String.valueOf(e.getMessage())));
    } catch (EngineAnswer answer) {
      throw new SandboxRefused(SandboxRefused.Cause.IMAGE_REJECTED, answer.words());
    }
    if (!present(image)) {
      throw new SandboxRefused(
          SandboxRefused.Cause.IMAGE_REJECTED,
          "after loading the archive the engine holds no image "
              + image.id()
              + "; engines with the containerd image store are not supported");
    }
    prove(image.id());
  }

  private boolean present(ImageSource image) {
    Optional<JsonNode> seen = engine.find("", "/images/" + image.id().prefixed() + "/json");
    seen.ifPresent(node -> compare(image, node));
    return seen.isPresent();
  }

  private static void compare(ImageSource image, JsonNode seen) {
    List<String> layers =
        seen.path("RootFS").path("Layers").valueStream().map(JsonNode::asString).toList();
    List<String> wanted = image.layers().stream().map(Sha256::prefixed).toList();
    if (!Json.string(seen, "Id").equals(image.id().prefixed()) || !layers.equals(wanted)) {
      throw new SandboxRefused(
          SandboxRefused.Cause.IMAGE_CHANGED,
          "the engine's image " + image.id() + " has other layers than asked for");
    }
  }

  /**
   * A container is made of it and removed, never started. Its name tells whose it is: one that was
   * left behind is removed by the next proof, and meeting one proves as much as making one.
   */
  private void prove(Sha256 id) {
    String name = "tb-proof-" + owner + "-" + id.hex().substring(0, 12);
    ObjectNode body = Json.object().put("Image", id.prefixed());
    body.set("HostConfig", Json.object().put("NetworkMode", "none"));
    try {
      unless(EngineAnswer.CONFLICT, http -> http.post("/containers/create?name=" + name, body));
      unless(EngineAnswer.NOT_FOUND, http -> http.delete("/containers/" + name + "?force=1&v=1"));
    } catch (EngineAnswer answer) {
      throw new SandboxRefused(
          SandboxRefused.Cause.IMAGE_REJECTED, "no container can be made of it: " + answer.words());
    }
  }

  private void unless(int status, Function<EngineHttp, JsonNode> request) {
    try {
      engine.change(engine.deadlines().change(), "", request);
    } catch (EngineAnswer answer) {
      if (answer.status() != status) {
        throw answer;
      }
    }
  }

  /** Counts what is read, which is how far loading has come. */
  private static final class Counting extends FilterInputStream {
    private volatile long bytes;

    Counting(InputStream in) {
      super(in);
    }

    long bytes() {
      return bytes;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      if (read >= 0) {
        bytes = bytes + 1;
      }
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      if (read > 0) {
        bytes = bytes + read;
      }
      return read;
    }
  }
}
