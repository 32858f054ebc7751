package ki.testbed.rules.audit;

import ki.testbed.protocol.Sha256;

/**
 * An act in its chain.
 *
 * @param previous hash of the entry before, {@link AuditChain#GENESIS} for the first
 * @param hash SHA-256 over the 32 bytes of previous and the canonical entry
 */
public record ChainedEntry(AuditEntry entry, Sha256 previous, Sha256 hash) {}
