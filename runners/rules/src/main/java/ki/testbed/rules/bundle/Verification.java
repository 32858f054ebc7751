package ki.testbed.rules.bundle;

import java.util.List;
import ki.testbed.protocol.Text;

/**
 * What came out.
 *
 * @param trust what can be said about who signed
 */
public record Verification(List<Line> lines, Trust trust) {
  /** Whether the signer is known. */
  public enum Trust {
    /** The key is the one that was given. */
    KNOWN(new Text("Unterschrieben mit dem angegebenen Schlüssel.", "Signed with the given key.")),
    /** No key was given; that of the bundle proves nothing. */
    NOT_GIVEN(
        new Text(
            "Kein Schlüssel angegeben: wer unterschrieben hat, ist nicht bewiesen.",
            "No key given: who signed is not proven.")),
    /** Another key than the given one signed. */
    UNKNOWN(
        new Text(
            "Ein anderer als der angegebene Schlüssel hat unterschrieben.",
            "Another key than the given one signed.")),
    /** The key or the statement was revoked. */
    REVOKED(new Text("Widerrufen.", "Revoked."));

    private final Text words;

    Trust(Text words) {
      this.words = words;
    }

    /** In a sentence. */
    public Text words() {
      return words;
    }
  }

  public Verification {
    lines = List.copyOf(lines);
  }

  /** 0 good; 1 something failed; 3 good, but the key is not given, unknown or revoked. */
  public int exit() {
    if (lines.stream().anyMatch(one -> one.status() == Line.Status.FAILED)) {
      return 1;
    }
    return trust == Trust.KNOWN ? 0 : 3;
  }
}
