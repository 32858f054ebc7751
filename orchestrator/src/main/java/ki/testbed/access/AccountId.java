package ki.testbed.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a person who can sign in. */
public record AccountId(@JsonValue UUID value) {
  @JsonCreator
  public AccountId {}

  @Override
  public String toString() {
    return value.toString();
  }
}
