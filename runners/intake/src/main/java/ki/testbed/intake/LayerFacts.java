package ki.testbed.intake;

import ki.testbed.protocol.Sha256;

/**
 * One layer and where its bytes lie in the submitted archive.
 *
 * @param diffId hash of the unpacked tar archive, verified
 * @param digest hash of the bytes as they lie in the archive, verified where the archive states it
 * @param position first byte of the layer in the archive
 * @param size bytes as they lie in the archive
 * @param unpackedSize bytes of the unpacked tar archive
 */
public record LayerFacts(
    Sha256 diffId,
    Sha256 digest,
    Compression compression,
    long position,
    long size,
    long unpackedSize) {}
