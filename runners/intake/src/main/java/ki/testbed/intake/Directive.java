package ki.testbed.intake;

/**
 * Parts of an image config that only tell an engine what to do; the testbed takes none of them
 * over.
 */
public enum Directive {
  HEALTHCHECK,
  STOPSIGNAL,
  ONBUILD
}
