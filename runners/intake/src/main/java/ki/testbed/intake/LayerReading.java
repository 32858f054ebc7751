package ki.testbed.intake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ki.testbed.intake.ArchiveBroken.Why;
import ki.testbed.intake.ArchiveIndex.Content;
import ki.testbed.protocol.Sha256;

/** All layers, lowest first: unpacked, hashed, their entries put into one tree. */
final class LayerReading {
  private final FileChannel file;
  private final IntakeBounds bounds;
  private final Findings findings;
  private final Budget budget;
  private final MergedTree tree;
  private final LayerWalk walk;
  private final List<LayerFacts> layers = new ArrayList<>();
  private boolean exhausted;

  /** One layer of the manifest, counted from 1. */
  private record Numbered(int number, ImageParts.Layer part, Optional<Sha256> diffId) {}

  LayerReading(
      FileChannel file, IntakeBounds bounds, NameRules names, Findings findings, NamePool pool) {
    this.file = file;
    this.bounds = bounds;
    this.findings = findings;
    this.budget = new Budget(bounds.size());
    this.tree = new MergedTree(pool, budget::countEntry);
    this.walk = new LayerWalk(tree, budget, names, findings);
  }

  /**
   * Reads them; false if one could not be read to its end.
   *
   * @param diffIds what the config says, absent if it is unusable
   */
  boolean read(List<ImageParts.Layer> parts, Optional<List<Sha256>> diffIds) throws IOException {
    boolean compares = diffIds.isPresent() && sameNumber(parts.size(), diffIds.get().size());
    for (int i = 0; i < parts.size() && !exhausted; i++) {
      int number = i + 1;
      var layer =
          new Numbered(
              number,
              parts.get(i),
              compares ? diffIds.map(ids -> ids.get(number - 1)) : Optional.empty());
      read(layer).ifPresent(layers::add);
    }
    walk.finish();
    return layers.size() == parts.size();
  }

  List<LayerFacts> layers() {
    return layers;
  }

  TreeFacts tree(ImageConfig config, ImageSettings settings) {
    var programs = new ProgramLookup(tree, config.platform());
    StartFacts start = config.facts().start();
    return new TreeFacts(
        budget.entries(),
        budget.unpackedBytes(),
        walk.privileged(),
        programs.workingDir(start),
        programs.find(start, settings));
  }

  private boolean sameNumber(int layers, int diffIds) {
    if (layers != diffIds) {
      findings.add(
          ImageCode.I109.of(
              "Das Manifest nennt " + layers + " Schichten, die Konfiguration " + diffIds + ".",
              "The manifest names " + layers + " layers, the config " + diffIds + "."));
    }
    return layers == diffIds;
  }

  private Optional<LayerFacts> read(Numbered layer) throws IOException {
    Content content = layer.part().content();
    Optional<Compression> compression = LayerStream.compression(file, content);
    if (compression.isEmpty()) {
      unreadable(layer, new ArchiveBroken(Why.NOT_PACKED_SO, 0));
      return Optional.empty();
    }
    try (var stream =
        LayerStream.open(file, content, compression.get(), budget.gate(content.size()))) {
      return read(layer, stream);
    } catch (ArchiveBroken e) {
      unreadable(layer, e);
      return Optional.empty();
    }
  }

  private Optional<LayerFacts> read(Numbered layer, LayerStream stream) throws IOException {
    Optional<ArchiveBroken> broken = walk(stream);
    LayerFacts facts = stream.finish();
    budget.finishLayer(facts);
    boolean same = isSame(layer, facts);
    if (broken.isPresent() && same) {
      findings.add(BrokenText.layer(broken.get(), layer.number(), bounds.size()));
    }
    return broken.isPresent() ? Optional.empty() : Optional.of(facts);
  }

  /** What ended the walk before the layer's end, unless nothing more may be read. */
  private Optional<ArchiveBroken> walk(LayerStream stream) throws IOException {
    try {
      walk.walk(new TarReader(stream.unpacked()));
      return Optional.empty();
    } catch (ArchiveBroken e) {
      if (e.why() == Why.NO_TAR || e.why() == Why.ENDS_EARLY) {
        return Optional.of(e);
      }
      throw e;
    }
  }

  private boolean isSame(Numbered layer, LayerFacts facts) {
    if (layer.part().digest().filter(stated -> !stated.equals(facts.digest())).isPresent()) {
      mismatch(layer);
      return false;
    }
    if (layer.diffId().filter(stated -> !stated.equals(facts.diffId())).isPresent()) {
      findings.add(
          ImageCode.I109.of(
              "Schicht " + layer.number() + " passt nicht zu `diff_ids` in der Konfiguration.",
              "Layer " + layer.number() + " does not match `diff_ids` in the config."));
      return false;
    }
    return true;
  }

  /** Bytes that are not those the archive promises explain the rest. */
  private void unreadable(Numbered layer, ArchiveBroken broken) throws IOException {
    exhausted |= broken.why() == Why.TOO_LARGE || broken.why() == Why.TOO_MANY;
    Optional<Sha256> stated = exhausted ? Optional.empty() : layer.part().digest();
    if (stated.isPresent()
        && !stated.get().equals(LayerStream.hash(file, layer.part().content()))) {
      mismatch(layer);
    } else {
      findings.add(BrokenText.layer(broken, layer.number(), bounds.size()));
    }
  }

  private void mismatch(Numbered layer) {
    findings.add(
        ImageCode.I108.of(
            "Schicht " + layer.number() + " passt nicht zu ihrem Hash.",
            "Layer " + layer.number() + " does not match its hash."));
  }
}
