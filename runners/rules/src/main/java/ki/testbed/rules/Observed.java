package ki.testbed.rules;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A reading about the SUT, or why there is none. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Observed.Value.class, name = "VALUE"),
  @JsonSubTypes.Type(value = Observed.Missing.class, name = "MISSING")
})
public sealed interface Observed {
  /**
   * A figure.
   *
   * @param method where it comes from, for example {@code cgroup-v2}
   */
  record Value(Decimal value, String method) implements Observed {}

  /**
   * None.
   *
   * @param why an upper-case code, for example SOURCE_LOST
   */
  record Missing(String why) implements Observed {}
}
