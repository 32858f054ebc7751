package ki.testbed.evaluation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import ki.testbed.intake.ArchiveCheck;
import ki.testbed.intake.ImageFacts;
import ki.testbed.intake.IntakeBounds;
import ki.testbed.intake.IntakeResult;
import ki.testbed.protocol.Sha256;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A real image archive of a few hundred bytes, told apart by its name. */
record TinyImage(Path archive, ImageFacts facts) {
  static TinyImage named(Path folder, String name) {
    try {
      byte[] layer =
          tar("app", ("#!/bin/sh\n# " + name + "\n").getBytes(StandardCharsets.UTF_8), 0755);
      byte[] config =
          """
          {"architecture":"amd64","os":"linux","config":{"Entrypoint":["/app"]},
           "rootfs":{"type":"layers","diff_ids":["%s"]}}
          """
              .formatted(Sha256.of(layer).prefixed())
              .getBytes(StandardCharsets.UTF_8);
      String configName = Sha256.of(config).hex() + ".json";
      byte[] manifest =
          "[{\"Config\":\"%s\",\"RepoTags\":[],\"Layers\":[\"layer.tar\"]}]"
              .formatted(configName)
              .getBytes(StandardCharsets.UTF_8);
      var bytes = new ByteArrayOutputStream();
      try (var tar = new TarArchiveOutputStream(bytes)) {
        add(tar, configName, config, 0644);
        add(tar, "layer.tar", layer, 0644);
        add(tar, "manifest.json", manifest, 0644);
      }
      Path archive = Files.write(folder.resolve(name + ".tar"), bytes.toByteArray());
      IntakeResult checked = ArchiveCheck.check(archive, IntakeBounds.DEFAULTS);
      return new TinyImage(archive, checked.facts().orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] tar(String name, byte[] content, int mode) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      add(tar, name, content, mode);
    }
    return bytes.toByteArray();
  }

  private static void add(TarArchiveOutputStream tar, String name, byte[] content, int mode)
      throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setMode(mode);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
