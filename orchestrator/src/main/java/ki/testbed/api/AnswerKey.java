package ki.testbed.api;

import java.util.UUID;
import ki.testbed.protocol.Sha256;

/**
 * What makes two creating requests the same.
 *
 * @param route method and path
 * @param key the caller's {@code Idempotency-Key}
 * @param body hash of the request's body; the same key with another one is a mistake
 */
record AnswerKey(UUID organisation, UUID account, String route, String key, Sha256 body) {}
