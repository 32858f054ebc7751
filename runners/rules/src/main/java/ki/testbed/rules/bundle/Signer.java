package ki.testbed.rules.bundle;

import java.security.PublicKey;

/** Holds the private key. */
public interface Signer {
  /** The key that others check with. */
  PublicKey key();

  /** Ed25519 over these bytes. */
  byte[] sign(byte[] bytes);
}
