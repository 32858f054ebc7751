package ki.testbed.intake;

/**
 * What an archive may cost and what an image may be; beyond it is refused.
 *
 * @param platform what the nodes run
 * @param nodeBytes unpacked size that fits on the largest node
 */
public record IntakeBounds(
    Platform platform, Size size, Names names, Config config, long nodeBytes) {
  private static final long GIB = 1L << 30;

  /** For linux/amd64, as the design of the sandbox gives them; no bound by nodes. */
  public static final IntakeBounds DEFAULTS =
      new IntakeBounds(
          new Platform("linux", "amd64"),
          Size.DEFAULTS,
          Names.DEFAULTS,
          Config.DEFAULTS,
          Long.MAX_VALUE);

  /**
   * Of what is unpacked.
   *
   * @param bytes of all layers unpacked
   * @param ratio of unpacked to packed bytes of a layer, looked at from {@code ratioFrom} unpacked
   *     bytes on
   * @param entries files, directories, links and marks of all layers
   * @param layers of one image
   */
  public record Size(long bytes, int ratio, long ratioFrom, int entries, int layers) {
    static final Size DEFAULTS = new Size(60 * GIB, 200, 100L << 20, 500_000, 125);
  }

  /**
   * Of names inside layers.
   *
   * @param path bytes of a path or of a link's target
   * @param name bytes of one name
   * @param depth directories above each other
   */
  public record Names(int path, int name, int depth) {
    static final Names DEFAULTS = new Names(4096, 255, 128);
  }

  /**
   * Of the image config.
   *
   * @param bytes of its JSON, unless labels or variables are the reason
   * @param depth of its JSON
   * @param labels count
   * @param env count of variables
   * @param envBytes all variables together
   */
  public record Config(int bytes, int depth, int labels, int env, int envBytes) {
    static final Config DEFAULTS = new Config(1 << 20, 64, 100, 256, 128 << 10);
  }
}
