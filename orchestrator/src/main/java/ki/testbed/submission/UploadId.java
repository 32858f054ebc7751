package ki.testbed.submission;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names an upload. */
public record UploadId(@JsonValue UUID value) {
  @JsonCreator
  public UploadId {}

  @Override
  public String toString() {
    return value.toString();
  }
}
