package ki.testbed.notification;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import ki.testbed.access.Caller;

/**
 * What somebody wants to follow.
 *
 * @param after id of the last event that was seen, 0 for all
 * @param again the caller as it is now; empty once the right has ended
 * @param over whether nothing more will happen: what is there is told, then the stream ends
 * @param wanted which events
 */
public record Watch(
    Caller caller,
    UUID evaluation,
    long after,
    Supplier<Optional<Caller>> again,
    boolean over,
    Predicate<LiveEvent> wanted) {}
