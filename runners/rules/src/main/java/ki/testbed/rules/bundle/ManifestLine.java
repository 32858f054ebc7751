package ki.testbed.rules.bundle;

import ki.testbed.protocol.Sha256;

/** A file of a bundle, also where a profile leaves it out. */
public record ManifestLine(String path, Sha256 sha256, long size, Visibility visibility) {}
