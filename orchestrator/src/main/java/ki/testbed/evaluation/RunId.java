package ki.testbed.evaluation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a run. */
public record RunId(@JsonValue UUID value) {
  @JsonCreator
  public RunId {}

  @Override
  public String toString() {
    return value.toString();
  }
}
