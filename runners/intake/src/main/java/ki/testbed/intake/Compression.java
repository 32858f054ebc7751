package ki.testbed.intake;

/**
 * How a layer's tar archive is packed; told by its first bytes, never by its name or media type.
 */
public enum Compression {
  NONE,
  GZIP,
  ZSTD
}
