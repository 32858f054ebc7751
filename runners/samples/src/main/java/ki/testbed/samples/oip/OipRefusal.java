package ki.testbed.samples.oip;

/** An answer that is an error of the protocol: a status and a sentence for the caller. */
public final class OipRefusal extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  public OipRefusal(int status, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
  }

  static OipRefusal badRequest(String sentence) {
    return new OipRefusal(400, sentence);
  }

  int status() {
    return status;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
