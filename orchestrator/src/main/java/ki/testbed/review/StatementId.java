package ki.testbed.review;

import java.util.UUID;

/** Names a statement. */
public record StatementId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
