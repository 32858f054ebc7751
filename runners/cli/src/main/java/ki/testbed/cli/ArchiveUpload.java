package ki.testbed.cli;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.function.Supplier;
import ki.testbed.protocol.Sha256;

/** Sends an archive piece by piece; a broken connection costs at most one piece. */
final class ArchiveUpload {
  private static final int PIECE = 8 << 20;

  private final Api api;
  private final Screen screen;
  private final Words words;
  private final Patience patience;
  private final Supplier<String> keys;

  ArchiveUpload(Api api, Screen screen, Words words, Patience patience, Supplier<String> keys) {
    this.api = api;
    this.screen = screen;
    this.words = words;
    this.patience = patience;
    this.keys = keys;
  }

  /** Returns the id of the complete upload. */
  String send(Path archive) {
    try (var file = FileChannel.open(archive, StandardOpenOption.READ)) {
      var announced = api.post("/uploads", announcement(file), keys.get()).json();
      var id = announced.path("id").asString("");
      if (announced.path("state").asString("").equals("COMPLETE")) {
        screen.say(words.say("upload.known"));
        return id;
      }
      send(file, id, announced.path("offset").asLong(0));
      return id;
    } catch (IOException e) {
      throw new ClientProblem(ExitCode.USAGE, words.say("file.unreadable", archive.toString()));
    }
  }

  private tools.jackson.databind.JsonNode announcement(FileChannel file) throws IOException {
    return Answer.JSON
        .createObjectNode()
        .put("kind", "IMAGE")
        .put("sizeBytes", file.size())
        .put("sha256", hash(file).hex())
        .put("mediaType", "application/x-tar");
  }

  private Sha256 hash(FileChannel file) throws IOException {
    var digest = Sha256.digest();
    var meter = new Meter(file.size(), 0, screen.clock());
    var buffer = ByteBuffer.allocate(PIECE);
    for (long at = 0; at < file.size(); at += buffer.limit()) {
      read(file, at, buffer);
      digest.update(buffer.array(), 0, buffer.limit());
      screen.progress(words.say("upload.hashing", meter.at(at + buffer.limit(), words)));
    }
    return Sha256.ofDigest(digest.digest());
  }

  private void send(FileChannel file, String id, long first) throws IOException {
    int piece = (int) Math.min(PIECE, api.get("/limits").json().path("chunkBytes").asLong(PIECE));
    var meter = new Meter(file.size(), first, screen.clock());
    var tries = patience.start();
    long offset = first;
    while (offset < file.size()) {
      long next = sent(file, id, offset, piece, tries);
      tries = next > offset ? patience.start() : tries;
      offset = next;
      screen.progress(words.say("upload.sending", meter.at(offset, words)));
    }
    finish(id);
  }

  /** Sends one piece; returns where the testbed wants to go on. */
  private long sent(FileChannel file, String id, long offset, int piece, Patience.Tries tries)
      throws IOException {
    var buffer = ByteBuffer.allocate((int) Math.min(piece, file.size() - offset));
    read(file, offset, buffer);
    try {
      var answer =
          api.patch(
              "/uploads/" + id,
              offset,
              digest(buffer),
              BodyPublishers.ofByteArray(buffer.array(), 0, buffer.limit()));
      if (answer.good()) {
        return answer.number("Upload-Offset");
      }
      if (answer.status() != 409 && !answer.later() || !tries.again(answer.retryAfter())) {
        throw api.problem(answer);
      }
    } catch (IOException e) {
      if (!tries.again()) {
        throw new ClientProblem(ExitCode.BLAME_TESTBED, words.say("upload.broken"));
      }
      screen.say(words.say("upload.again"));
    }
    return api.head("/uploads/" + id).number("Upload-Offset");
  }

  private void finish(String id) {
    var tries = patience.start();
    var state = state(id);
    while (state.equals("VERIFYING") && tries.again()) {
      state = state(id);
    }
    if (!state.equals("COMPLETE")) {
      throw new ClientProblem(ExitCode.CONFLICT, words.say("upload.rejected", state));
    }
  }

  private String state(String id) {
    return api.head("/uploads/" + id).headers().value("Upload-State").orElse("");
  }

  private static void read(FileChannel file, long at, ByteBuffer buffer) throws IOException {
    buffer.clear();
    while (buffer.hasRemaining() && file.read(buffer, at + buffer.position()) >= 0) {
      // reads on until the buffer is full or the file ends
    }
    buffer.flip();
  }

  private static String digest(ByteBuffer buffer) {
    var digest = Sha256.digest();
    digest.update(buffer.array(), 0, buffer.limit());
    return "sha-256=:" + Base64.getEncoder().encodeToString(digest.digest()) + ":";
  }
}
