package ki.testbed.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names an organisation. */
public record OrganisationId(@JsonValue UUID value) {
  @JsonCreator
  public OrganisationId {}

  @Override
  public String toString() {
    return value.toString();
  }
}
