package ki.testbed.evaluation;

import ki.testbed.protocol.SutProtocol;
import ki.testbed.protocol.Text;
import ki.testbed.rules.Manifest;

/**
 * What a manifest may ask for that this installation cannot do: said when an evaluation is created,
 * not at its start.
 */
final class Applicability {
  private Applicability() {}

  static void require(Manifest manifest) {
    if (manifest.protocol() != SutProtocol.OIP_V2) {
      throw Problems.notApplicable(
          new Text(
              "Die Messung spricht bisher nur das Protokoll oip-v2.",
              "The measurement speaks only the protocol oip-v2 so far."));
    }
    if (!manifest.weights().isEmpty()) {
      throw Problems.notApplicable(
          new Text(
              "Getrennt gesandte Gewichte werden noch nicht eingebunden.",
              "Weights that are sent apart are not mounted yet."));
    }
    if (manifest.resources().gpu().count() > 0) {
      throw Problems.tooLarge(
          new Text("Kein Knoten bietet einen Beschleuniger.", "No node offers an accelerator."));
    }
  }
}
