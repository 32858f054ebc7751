package ki.testbed.runner.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import ki.testbed.protocol.Sha256;

/** Everything an image depends on, as one hash, kept beside the archive. */
record Fingerprint(Sha256 hash) {
  /** Changes when this code makes other images from the same inputs. */
  private static final String RECIPE = "3";

  static Fingerprint of(ImagePlan plan, JavaRuntime runtime) throws IOException {
    var inputs = new ArrayList<String>();
    inputs.add(RECIPE);
    inputs.add(runtime.inputs());
    inputs.add(plan.name() + plan.port() + plan.entryPoint());
    inputs.add(ofFile(plan.app()).hex());
    for (var jar : plan.libraries()) {
      inputs.add(ofFile(jar).hex());
    }
    for (var library : plan.nativeLibraries()) {
      inputs.add(ofFile(library).hex());
    }
    if (plan.classes().isPresent()) {
      inputs.add(ofFile(plan.classes().get()).hex());
    }
    return new Fingerprint(ofText(String.join("\n", inputs)));
  }

  /** That of the archive which lies there. */
  static Optional<Fingerprint> stored(ImagePlan plan) throws IOException {
    var note = note(plan);
    return Files.exists(plan.tar()) && Files.exists(note)
        ? Optional.of(new Fingerprint(Sha256.parse(Files.readString(note).strip())))
        : Optional.empty();
  }

  void store(ImagePlan plan) throws IOException {
    Files.writeString(note(plan), hash.hex() + "\n");
  }

  static Sha256 ofFile(Path file) throws IOException {
    return Sha256.of(Files.readAllBytes(file));
  }

  static Sha256 ofText(String text) {
    return Sha256.of(text.getBytes(UTF_8));
  }

  private static Path note(ImagePlan plan) {
    return plan.tar().resolveSibling(plan.tar().getFileName() + ".inputs");
  }
}
