package ki.testbed.submission;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a submission. */
public record SubmissionId(@JsonValue UUID value) {
  @JsonCreator
  public SubmissionId {}

  @Override
  public String toString() {
    return value.toString();
  }
}
