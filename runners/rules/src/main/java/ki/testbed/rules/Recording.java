package ki.testbed.rules;

import java.util.Optional;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Pieces;
import ki.testbed.protocol.Scores;
import ki.testbed.protocol.Sha256;

/**
 * The raw data of a run's window.
 *
 * @param complete whether the event stream had every sequence number and every chunk its hash, to
 *     the last event
 * @param schedule what the runner announced before its first exchange
 * @param samples rows in the data set
 * @param scores present where answers were compared with the truth
 * @param pieces of streamed answers, none where nothing was streamed
 * @param rawSha256 hash of all raw chunks, as the runner's last word on them
 */
public record Recording(
    boolean complete,
    Optional<Event.ScheduleFixed> schedule,
    int samples,
    Exchanges exchanges,
    Optional<Scores> scores,
    Pieces pieces,
    Optional<Sha256> rawSha256) {
  /** Of answers that were not streamed. */
  public Recording(
      boolean complete,
      Optional<Event.ScheduleFixed> schedule,
      int samples,
      Exchanges exchanges,
      Optional<Scores> scores,
      Optional<Sha256> rawSha256) {
    this(complete, schedule, samples, exchanges, scores, Pieces.NONE, rawSha256);
  }
}
