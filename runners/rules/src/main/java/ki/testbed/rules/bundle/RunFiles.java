package ki.testbed.rules.bundle;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.CanonicalJson;
import ki.testbed.rules.Results;
import ki.testbed.rules.RunFacts;

/** The files of one measured run. */
public final class RunFiles {
  static final String EXCHANGES = "exchanges";
  static final String STREAM = "stream";
  static final String OUTCOMES = "outcomes";
  static final int SALT = 32;

  private RunFiles() {}

  /** A chunk as the runner gave it, unpacked. */
  public record RawChunk(String kind, int index, int rows, byte[] bytes) {}

  /**
   * Facts, result and raw data. Outcomes per sample are for examiners only, behind 32 random bytes;
   * chunks that no number follows from are named by their hash.
   *
   * @param chunks in the order in which the runner gave them
   */
  public static List<BundleFile> of(
      RunFacts facts, Instant startedAt, List<RawChunk> chunks, RandomGenerator random) {
    String folder = folder(facts.run().toString());
    List<BundleFile> files = new ArrayList<>();
    List<RunFile.ChunkLine> lines = new ArrayList<>();
    for (RawChunk chunk : chunks) {
      lines.add(line(chunk));
      switch (chunk.kind()) {
        case EXCHANGES, STREAM ->
            files.add(BundleFile.of(path(folder, lines), Visibility.PUBLIC, chunk.bytes()));
        case OUTCOMES ->
            files.add(
                BundleFile.of(path(folder, lines), Visibility.EXAMINER, salted(chunk, random)));
        default -> {} // open set: other kinds carry no row that a number follows from
      }
    }
    RunFile file = RunFile.of(facts, startedAt, lines);
    files.add(BundleFile.of(folder + "facts.json", Visibility.PUBLIC, BundleJson.plain(file)));
    byte[] result = CanonicalJson.bytes(Results.of(facts).toJson());
    files.add(BundleFile.of(folder + "result.json", Visibility.PUBLIC, result));
    return files;
  }

  static String folder(String run) {
    return "runs/" + run + "/";
  }

  /** Of the last line. */
  private static String path(String folder, List<RunFile.ChunkLine> lines) {
    return path(folder, lines.getLast().kind(), lines.size() - 1);
  }

  static String path(String folder, String kind, int n) {
    return folder + (kind.equals(OUTCOMES) ? "outcomes/" : "raw/") + n + ".chunk";
  }

  private static RunFile.ChunkLine line(RawChunk chunk) {
    boolean secret = chunk.kind().equals(OUTCOMES);
    Optional<Sha256> hash = secret ? Optional.empty() : Optional.of(Sha256.of(chunk.bytes()));
    boolean stored = secret || chunk.kind().equals(EXCHANGES) || chunk.kind().equals(STREAM);
    return new RunFile.ChunkLine(chunk.kind(), chunk.index(), chunk.rows(), hash, stored);
  }

  private static byte[] salted(RawChunk chunk, RandomGenerator random) {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    var out = new ByteArrayOutputStream();
    out.writeBytes(salt);
    out.writeBytes(chunk.bytes());
    return out.toByteArray();
  }
}
