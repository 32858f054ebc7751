package ki.testbed.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names an organisation. */
public record OrganisationId(@JsonValue UUID value) {
  /** The testbed itself, owner of the plans and data sets it ships. */
  public static final OrganisationId PLATFORM =
      new OrganisationId(UUID.fromString("00000000-0000-7000-8000-000000000000"));

  @JsonCreator
  public OrganisationId {}

  @Override
  public String toString() {
    return value.toString();
  }
}
