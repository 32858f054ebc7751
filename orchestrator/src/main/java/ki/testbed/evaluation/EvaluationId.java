package ki.testbed.evaluation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names an evaluation. */
public record EvaluationId(@JsonValue UUID value) {
  @JsonCreator
  public EvaluationId {}

  @Override
  public String toString() {
    return value.toString();
  }
}
