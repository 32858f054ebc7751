package ki.testbed.web;

import java.util.Optional;
import ki.testbed.access.Caller;

/** Sessions of people; a secret in a cookie names one, and only its hash is kept. */
interface Sessions {
  /** A new session's secret; the person's oldest one ends if there are too many. */
  String open(Caller caller);

  /** The living session of this secret, touched now. */
  Optional<Session> find(String secret);

  /** Ends the session of this secret, if there is one. */
  void close(String secret);
}
