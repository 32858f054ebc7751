package ki.testbed.rules.label;

import java.util.Set;
import ki.testbed.protocol.Sha256;

/** What exactly was looked at; a rating or answer holds for it and for nothing else. */
public record ObjectBinding(Sha256 imageDigest, Sha256 planHash, Set<Sha256> dataSetHashes) {
  public ObjectBinding {
    dataSetHashes = Set.copyOf(dataSetHashes);
  }
}
