package ki.testbed.rules.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import ki.testbed.protocol.Sha256;

/** Files of a bundle that are what its manifest says; only of those anything is believed. */
final class IntactFiles {
  static final int LARGEST_JSON = 16 << 20;
  private static final Set<String> OUTSIDE =
      Set.of(BundleWriter.MANIFEST, BundleWriter.STATEMENT, "timestamp.tsr");

  private final BundleSource source;
  private final Checks checks;
  private final Map<String, ManifestLine> intact = new HashMap<>();
  private final Set<String> withheld = new HashSet<>();
  private final byte[] manifest;

  private IntactFiles(BundleSource source, Checks checks, byte[] manifest) {
    this.source = source;
    this.checks = checks;
    this.manifest = manifest;
  }

  /**
   * Looks at every file once.
   *
   * @throws UnreadableException if there is no manifest
   */
  static IntactFiles of(BundleSource source, Checks checks) {
    SortedSet<String> names = source.names();
    if (!names.contains(BundleWriter.MANIFEST)) {
      throw new UnreadableException("there is no " + BundleWriter.MANIFEST);
    }
    var files = new IntactFiles(source, checks, read(source, BundleWriter.MANIFEST, LARGEST_JSON));
    List<ManifestLine> lines = files.manifest();
    lines.forEach(line -> files.look(line, names));
    names.stream()
        .filter(name -> !OUTSIDE.contains(name))
        .filter(name -> lines.stream().noneMatch(line -> line.path().equals(name)))
        .forEach(name -> checks.failed(name, "steht nicht im Manifest", "is not in the manifest"));
    return files;
  }

  private List<ManifestLine> manifest() {
    try {
      List<ManifestLine> lines =
          Arrays.asList(BundleJson.read(BundleWriter.MANIFEST, manifest, ManifestLine[].class));
      List<ManifestLine> sorted =
          lines.stream()
              .filter(Objects::nonNull)
              .sorted(Comparator.comparing(ManifestLine::path))
              .toList();
      if (Arrays.equals(BundleJson.canonical(sorted), manifest)) {
        return lines;
      }
    } catch (UnreadableException e) {
      // said below
    }
    checks.failed(BundleWriter.MANIFEST, "ist verändert", "is altered");
    return List.of();
  }

  private void look(ManifestLine line, Set<String> names) {
    if (!names.contains(line.path())) {
      if (line.visibility() == Visibility.PUBLIC) {
        checks.failed(line.path(), "fehlt", "is missing");
      } else {
        withheld.add(line.path());
        checks.withheld(line.path());
      }
    } else if (unchanged(line)) {
      intact.put(line.path(), line);
      checks.add(Line.Status.HASH_ONLY, line.path(), "unverändert", "unchanged");
    } else {
      checks.failed(line.path(), "ist verändert", "is altered");
    }
  }

  private boolean unchanged(ManifestLine line) {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[1 << 16];
    long left = line.size();
    try (InputStream in = source.open(line.path())) {
      for (int n = in.read(buffer); n >= 0 && left >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        left -= n;
      }
    } catch (IOException e) {
      return false;
    }
    return left == 0 && Sha256.ofDigest(digest.digest()).equals(line.sha256());
  }

  Sha256 manifestHash() {
    return Sha256.of(manifest);
  }

  boolean isWithheld(String path) {
    return withheld.contains(path);
  }

  /** Paths that start so, in order. */
  List<String> below(String folder) {
    return intact.keySet().stream().filter(path -> path.startsWith(folder)).sorted().toList();
  }

  /** The bytes of a file, if it is there and what the manifest says. */
  Optional<byte[]> bytes(String path, int most) {
    return Optional.ofNullable(intact.get(path))
        .filter(line -> line.size() <= most)
        .map(line -> read(source, path, most));
  }

  /** For reading it piece by piece. */
  Optional<InputStream> stream(String path) throws IOException {
    return intact.containsKey(path) ? Optional.of(source.open(path)) : Optional.empty();
  }

  /** The signed statement, which is outside of what the manifest lists. */
  byte[] statement() {
    return read(source, BundleWriter.STATEMENT, LARGEST_JSON);
  }

  private static byte[] read(BundleSource source, String path, int most) {
    try (InputStream in = source.open(path)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new UnreadableException(path + " is larger than " + most + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw new UnreadableException(path + " cannot be read", e);
    }
  }
}
