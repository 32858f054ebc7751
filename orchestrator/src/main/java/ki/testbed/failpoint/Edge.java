package ki.testbed.failpoint;

import java.util.Locale;

/**
 * A change of state of something stored.
 *
 * @param entity what changes: run, upload, submission or claim
 * @param from the state before; {@code new} for something that begins
 * @param to the state after
 */
public record Edge(String entity, String from, String to) {
  /** State of what is not there yet. */
  public static final String NEW = "new";

  public Edge {
    entity = entity.toLowerCase(Locale.ROOT);
    from = from.toLowerCase(Locale.ROOT);
    to = to.toLowerCase(Locale.ROOT);
  }

  /** Between two constants of one enum. */
  public static <S extends Enum<S>> Edge of(String entity, S from, S to) {
    return new Edge(entity, from.name(), to.name());
  }

  /** The first state of something. */
  public static <S extends Enum<S>> Edge begin(String entity, S to) {
    return new Edge(entity, NEW, to.name());
  }

  /** Name of the failpoint at this moment of the change. */
  public String at(Moment moment) {
    return entity + "." + from + "-" + to + "." + moment.text();
  }
}
