package ki.testbed.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import ki.testbed.access.Caller;

/**
 * Where a list goes on: the last id, sealed so that it serves only the same list of the same
 * organisation.
 */
class Cursors {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int ID = 16;
  private static final int SEAL = 16;

  private final SecretKeySpec key;

  Cursors(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** A cursor behind this id in this list. */
  String after(Caller caller, String list, UUID id) {
    byte[] bytes = bytes(id);
    byte[] sealed = Arrays.copyOf(bytes, ID + SEAL);
    System.arraycopy(seal(caller, list, bytes), 0, sealed, ID, SEAL);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  /**
   * The id of a cursor that was given out for this list.
   *
   * @throws ApiProblem CURSOR_INVALID for every other text
   */
  Optional<UUID> read(Caller caller, String list, Optional<String> cursor) {
    return cursor.map(text -> read(caller, list, text));
  }

  private UUID read(Caller caller, String list, String text) {
    byte[] sealed = decode(text);
    byte[] id = Arrays.copyOf(sealed, ID);
    byte[] given = Arrays.copyOfRange(sealed, ID, Math.max(ID, sealed.length));
    if (sealed.length != ID + SEAL || !MessageDigest.isEqual(given, seal(caller, list, id))) {
      throw new ApiProblem(ProblemCode.CURSOR_INVALID);
    }
    ByteBuffer read = ByteBuffer.wrap(id);
    return new UUID(read.getLong(), read.getLong());
  }

  private static byte[] decode(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw new ApiProblem(ProblemCode.CURSOR_INVALID);
    }
  }

  private byte[] seal(Caller caller, String list, byte[] id) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((list + "\n" + caller.organisation() + "\n").getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(mac.doFinal(id), SEAL);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(ID)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
