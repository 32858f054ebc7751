package ki.testbed.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import ki.testbed.intake.archive.TarBytes;
import ki.testbed.protocol.Figure;
import ki.testbed.protocol.Sha256;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long the check of a large image takes, in its own process as in the service. */
class IntakeSpeedTests {
  private static final int ROUNDS = 5;
  private static final int MIB = 1 << 20;
  private static final double LIMIT_SECONDS_PER_GIB = 30;

  @TempDir private Path directory;

  /** A layer as it is packed, and the hash of what it unpacks to. */
  private record Layer(Path file, Sha256 diffId) {}

  @Test
  @Tag("bench")
  void aGibibyteIsCheckedWithinHalfAMinute() throws Exception {
    Path archive = archive(layer("plain", false), layer("packed", true));
    double gib = Files.size(archive) / (double) (1 << 30);
    var process = new IntakeProcess(IntakeCommand.ofThisProcess(), Duration.ofMinutes(10));
    double[] perGib = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long begun = System.nanoTime();
      var result = process.check(archive, IntakeBounds.DEFAULTS, ImageSettings.NONE);
      perGib[i] = (System.nanoTime() - begun) / 1e9 / gib;
      assertThat(result.findings()).isEmpty();
    }
    Arrays.sort(perGib);
    Figure.report("intake_archive_gib", gib, "GiB");
    Figure.report("intake_p95_seconds_per_gib", perGib[ROUNDS - 1], "s/GiB");
    assertThat(perGib[ROUNDS - 1]).isLessThan(LIMIT_SECONDS_PER_GIB);
  }

  /** About 600 MiB: ten large files that cannot be packed, and many small ones that can. */
  private Layer layer(String name, boolean packed) throws IOException {
    Path file = directory.resolve(name);
    MessageDigest digest = Sha256.digest();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), MIB);
        OutputStream stream = packed ? new GZIPOutputStream(out, MIB) : out) {
      var tar = new TarBytes(new DigestOutputStream(stream, digest));
      var random = new Random(11);
      byte[] large = new byte[50 * MIB];
      for (int i = 0; i < 10; i++) {
        random.nextBytes(large);
        tar.file("models/" + name + i, 0644, large);
      }
      for (int i = 0; i < 20_000; i++) {
        tar.file("app/" + name + "/part" + i + ".py", 0644, text(i));
      }
      tar.file("app/run", 0755, text(0));
      tar.end();
    }
    return new Layer(file, Sha256.ofDigest(digest.digest()));
  }

  private static byte[] text(int i) {
    return ("#!/usr/bin/env python\n"
            + ("def f" + i + "(x):\n  return x + " + i + "\n").repeat(150))
        .getBytes(StandardCharsets.UTF_8);
  }

  private Path archive(Layer... layers) throws IOException {
    Path archive = directory.resolve("archive.tar");
    String ids =
        String.join(
            "\",\"", Arrays.stream(layers).map(layer -> layer.diffId().prefixed()).toList());
    try (var file = new BufferedOutputStream(Files.newOutputStream(archive), MIB)) {
      var tar = new TarBytes(file);
      for (Layer layer : layers) {
        String name = layer.file().getFileName() + ".tar";
        long size = Files.size(layer.file());
        tar.raw('0', name.getBytes(StandardCharsets.US_ASCII), 0644, new byte[0], size);
        Files.copy(layer.file(), file);
        file.write(new byte[(int) (-size & 511)]);
        Files.delete(layer.file());
      }
      tar.file(
          "config.json",
          "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/app/run\"]},\"rootfs\":{\"diff_ids\":[\""
              + ids
              + "\"]}}");
      tar.file(
              "manifest.json",
              "[{\"Config\":\"config.json\",\"Layers\":[\"plain.tar\",\"packed.tar\"]}]")
          .end();
    }
    return archive;
  }
}
