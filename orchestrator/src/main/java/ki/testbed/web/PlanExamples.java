package ki.testbed.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import ki.testbed.catalog.DataSet;
import ki.testbed.evidence.BlobStore;
import ki.testbed.protocol.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** First request and right answers of public data sets, so that nobody has to guess them. */
@Component
class PlanExamples {
  private static final Logger LOG = LoggerFactory.getLogger(PlanExamples.class);
  private static final int MOST_LABELS = 200;

  private final BlobStore blobs;
  private final JsonMapper json;
  private final Map<Sha256, PlanSheet.Example> known = new ConcurrentHashMap<>();

  PlanExamples(BlobStore blobs, JsonMapper json) {
    this.blobs = blobs;
    this.json = json;
  }

  /**
   * An example of a data set that everybody may see; its bytes never change. None if they cannot be
   * read now.
   */
  Optional<PlanSheet.Example> of(DataSet set) {
    if (set.visibility() != DataSet.Visibility.PUBLIC) {
      return Optional.empty();
    }
    try {
      return Optional.of(known.computeIfAbsent(set.sha256(), _ -> read(set)));
    } catch (UncheckedIOException e) {
      LOG.warn(
          "No example of {} is shown, as its blob cannot be read: {}", set.id(), e.getMessage());
      return Optional.empty();
    }
  }

  private PlanSheet.Example read(DataSet set) {
    List<String> answers =
        lines(set.expected(), Integer.MAX_VALUE).stream().map(this::label).toList();
    List<String> labels = answers.stream().distinct().sorted().limit(MOST_LABELS + 1).toList();
    return new PlanSheet.Example(
        lines(set.samples(), 1).getFirst(),
        answers.getFirst(),
        labels.size() > MOST_LABELS ? List.of() : labels);
  }

  private String label(String line) {
    JsonNode row = json.readTree(line);
    return row.path("label").isMissingNode() ? line : row.path("label").asString();
  }

  private List<String> lines(Sha256 blob, int most) {
    try (var reader =
        new BufferedReader(new InputStreamReader(blobs.open(blob), StandardCharsets.UTF_8))) {
      return reader.lines().limit(most).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
