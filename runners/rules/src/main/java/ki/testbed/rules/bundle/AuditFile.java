package ki.testbed.rules.bundle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.audit.AuditChain;
import ki.testbed.rules.audit.AuditEntry;
import ki.testbed.rules.audit.ChainedEntry;

/** {@code audit.ndjson}: the segment of the audit chain that concerns the statement. */
public final class AuditFile {
  static final String PATH = "audit.ndjson";

  private AuditFile() {}

  /** A line of it. */
  record AuditLine(
      long seq,
      Instant at,
      String actor,
      String authMethod,
      String action,
      String object,
      Optional<Sha256> before,
      Optional<Sha256> after,
      String requestId,
      Sha256 previous,
      Sha256 hash) {
    static AuditLine of(ChainedEntry chained) {
      AuditEntry entry = chained.entry();
      return new AuditLine(
          entry.seq(),
          entry.at(),
          entry.actor(),
          entry.authMethod(),
          entry.action(),
          entry.object(),
          entry.before(),
          entry.after(),
          entry.requestId(),
          chained.previous(),
          chained.hash());
    }

    ChainedEntry chained() {
      return new ChainedEntry(
          new AuditEntry(seq, at, actor, authMethod, action, object, before, after, requestId),
          previous,
          hash);
    }
  }

  /** The line of an entry, with its end. */
  public static String line(ChainedEntry entry) {
    return new String(BundleJson.canonical(AuditLine.of(entry)), StandardCharsets.UTF_8) + "\n";
  }

  static void check(IntactFiles files, Checks checks) {
    try {
      Optional<InputStream> stream = files.stream(PATH);
      if (stream.isPresent()) {
        try (var in = reader(stream.get())) {
          check(in.lines(), checks);
        }
      }
    } catch (IOException | UncheckedIOException | UnreadableException e) {
      checks.failed(PATH, "kann nicht gelesen werden", "cannot be read");
    }
  }

  private static BufferedReader reader(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  private static void check(Stream<String> lines, Checks checks) {
    Iterator<ChainedEntry> entries =
        lines
            .map(line ->
                BundleJson.read(PATH, line.getBytes(StandardCharsets.UTF_8), AuditLine.class))
            .map(AuditLine::chained)
            .iterator();
    if (entries.hasNext()) {
      ChainedEntry first = entries.next();
      Iterator<ChainedEntry> all = Stream.concat(Stream.of(first), rest(entries)).iterator();
      AuditChain.Checked checked = AuditChain.check(first.entry().seq(), first.previous(), all);
      switch (checked) {
        case AuditChain.Checked.Whole whole ->
            checks.recomputed(PATH, true, whole.entries() + " entries");
        case AuditChain.Checked.Broken broken ->
            checks.recomputed(PATH, false, broken.fault() + " " + broken.seq());
      }
    }
  }

  private static Stream<ChainedEntry> rest(Iterator<ChainedEntry> entries) {
    return Stream.generate(() -> entries).takeWhile(Iterator::hasNext).map(Iterator::next);
  }
}
