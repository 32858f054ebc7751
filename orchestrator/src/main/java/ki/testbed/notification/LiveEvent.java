package ki.testbed.notification;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened to an evaluation, for those who watch it.
 *
 * @param id grows per evaluation; the id of the server-sent event
 * @param type closed set of words: state, phase, interval, log, result, end
 * @param body JSON object
 */
public record LiveEvent(long id, UUID evaluation, String type, String body, Instant at) {}
