package ki.testbed.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import ki.testbed.intake.ArchiveIndex.Content;
import ki.testbed.protocol.Finding;

/** Whether an archive of weights can become a layer: plain files and directories only (I132). */
public final class WeightsCheck {
  private final FileChannel file;
  private final IntakeBounds bounds;

  private WeightsCheck(FileChannel file, IntakeBounds bounds) {
    this.file = file;
    this.bounds = bounds;
  }

  /**
   * Reads a tar archive, plain or packed with gzip or zstd; nothing is written.
   *
   * @throws IOException if our own file cannot be read
   */
  public static List<Finding> check(Path archive, IntakeBounds bounds) throws IOException {
    try (var file = FileChannel.open(archive, StandardOpenOption.READ)) {
      return new WeightsCheck(file, bounds).check();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private List<Finding> check() throws IOException {
    var whole = new Content(0, file.size());
    Optional<Compression> compression = LayerStream.compression(file, whole);
    if (compression.isEmpty() || file.size() == 0) {
      return wrong(
          "Die Datei ist weder tar noch gzip noch zstd.",
          "The file is neither tar nor gzip nor zstd.");
    }
    var budget = new Budget(bounds.size());
    try (var stream = LayerStream.open(file, whole, compression.get(), budget.gate(whole.size()))) {
      return entries(new TarReader(stream.unpacked()), budget);
    } catch (ArchiveBroken e) {
      return wrong(
          "Das Archiv ist beschädigt oder zu groß.", "The archive is damaged or too large.");
    }
  }

  private List<Finding> entries(TarReader tar, Budget budget) throws IOException {
    var names = new NameRules(bounds.names(), new Findings());
    for (Optional<TarEntry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
      budget.countEntry();
      budget.countHoles(entry.get().expanded() - entry.get().size());
      if (!names.accept(entry.get()) || !isPlain(entry.get())) {
        return notPlain(entry.get().name().shown());
      }
    }
    return tar.endMarked()
        ? List.of()
        : wrong("Das Archiv endet zu früh.", "The archive ends too early.");
  }

  private static boolean isPlain(TarEntry entry) {
    boolean plain = entry.type() == TarEntry.Type.FILE || entry.type() == TarEntry.Type.DIRECTORY;
    return plain && !LayerWalk.hasMark(entry.name(), entry.name().parts());
  }

  private static List<Finding> notPlain(String shown) {
    return List.of(
        ImageCode.I132.at(
            shown,
            "`" + shown + "` ist keine gewöhnliche Datei.",
            "`" + shown + "` is no plain file."));
  }

  private static List<Finding> wrong(String de, String en) {
    return List.of(ImageCode.I132.of(de, en));
  }
}
