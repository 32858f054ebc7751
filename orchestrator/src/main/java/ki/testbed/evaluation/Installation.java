package ki.testbed.evaluation;

import java.util.UUID;

/** This installation among others that may use the same engine. */
public interface Installation {
  /**
   * The same for all processes on one database and for ever; marks everything we make on engines.
   */
  UUID id();
}
