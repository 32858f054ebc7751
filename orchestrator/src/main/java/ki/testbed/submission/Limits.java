package ki.testbed.submission;

import ki.testbed.rules.ManifestLimits;

/**
 * What this testbed accepts.
 *
 * @param uploadBytes largest upload
 * @param chunkBytes largest piece of an upload in one request
 */
public record Limits(ManifestLimits manifest, long uploadBytes, long chunkBytes) {}
