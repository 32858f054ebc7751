package ki.testbed.access;

import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Argon2id with 19 MiB and two passes, the first choice of the OWASP Password Storage Cheat Sheet.
 * At most two at a time, so that a crowd at the door cannot use up the memory.
 */
final class Passwords {
  private static final int GENERATED = 20;
  private final PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 19 << 10, 2);
  private final Semaphore atOnce = new Semaphore(2, true);
  private final RandomGenerator random;
  private @Nullable String nobody;

  Passwords(RandomGenerator random) {
    this.random = random;
  }

  String generate() {
    return Base62.random(random, GENERATED);
  }

  String hash(String password) {
    return limited(() -> Objects.requireNonNull(encoder.encode(password)));
  }

  boolean matches(String password, String hash) {
    return limited(() -> encoder.matches(password, hash));
  }

  /** A hash that nobody knows the password of, so that an unknown login costs the same time. */
  synchronized String hashOfNobody() {
    String hash = nobody == null ? hash(generate()) : nobody;
    nobody = hash;
    return hash;
  }

  private <T> T limited(Supplier<T> work) {
    atOnce.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      atOnce.release();
    }
  }
}
