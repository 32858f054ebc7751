package ki.testbed.evaluation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceKind;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes seeds evidence once no run of their evaluation can profit from knowing them. */
@Component
class SeedReveal {
  private final SeedStore seeds;
  private final Evidence evidence;

  SeedReveal(SeedStore seeds, Evidence evidence) {
    this.seeds = seeds;
    this.evidence = evidence;
  }

  /** All attempts of all runs. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void reveal(Evaluation evaluation) {
    seeds.reveal(evaluation.id()).forEach(seed -> append(evaluation, seed));
  }

  private void append(Evaluation evaluation, SeedStore.Seed seed) {
    String json = "{\"commit\":\"%s\",\"seed\":\"%s\"}".formatted(seed.commit(), seed.seed());
    try (InputStream bytes = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))) {
      evidence.append(
          evaluation.organisation(),
          seed.run().value(),
          seed.attempt(),
          EvidenceKind.SEED,
          "application/json",
          bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("a seed could not be stored", e);
    }
  }
}
