package ki.testbed.intake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ki.testbed.protocol.Sha256;
import tools.jackson.databind.JsonNode;

/**
 * Reads an image config (OCI image spec 1.0, which is Docker's); what is of another type than it
 * should be makes it unusable (I110, I111).
 */
final class ConfigReader {
  /** Largest config that is parsed at all, so that too many labels can be told from too large. */
  static final int LARGEST = 4 << 20;

  private final IntakeBounds.Config bounds;
  private final Findings findings;

  ConfigReader(IntakeBounds.Config bounds, Findings findings) {
    this.bounds = bounds;
    this.findings = findings;
  }

  /** Absent and said why if it cannot be used. */
  Optional<ImageConfig> read(byte[] bytes) {
    Optional<ImageConfig> config =
        new StrictJson(bounds.depth()).read(bytes).flatMap(ConfigReader::image);
    if (config.isEmpty()) {
      broken(
          "Die Konfiguration des Images ist unlesbar oder zu tief verschachtelt.",
          "The image's config is unreadable or nested too deeply.");
      return Optional.empty();
    }
    return fits(config.get().facts(), bytes.length) ? config : Optional.empty();
  }

  void tooLarge(long size) {
    broken(
        "Die Konfiguration des Images hat " + size + " Bytes, erlaubt sind " + bounds.bytes() + ".",
        "The image's config has " + size + " bytes, " + bounds.bytes() + " are allowed.");
  }

  private void broken(String de, String en) {
    findings.add(ImageCode.I110.of(de, en));
  }

  private boolean fits(ConfigFacts facts, int size) {
    int labels = facts.labels().size();
    List<String> env = facts.start().env();
    long envBytes =
        env.stream().mapToLong(variable -> variable.getBytes(StandardCharsets.UTF_8).length).sum();
    if (labels > bounds.labels()) {
      tooMany(
          labels + " Labels, erlaubt sind " + bounds.labels(),
          labels + " labels, " + bounds.labels() + " are allowed");
    } else if (env.size() > bounds.env()) {
      tooMany(
          env.size() + " Umgebungsvariablen, erlaubt sind " + bounds.env(),
          env.size() + " environment variables, " + bounds.env() + " are allowed");
    } else if (envBytes > bounds.envBytes()) {
      tooMany(
          envBytes + " Bytes Umgebung, erlaubt sind " + bounds.envBytes(),
          envBytes + " bytes of environment, " + bounds.envBytes() + " are allowed");
    } else if (size > bounds.bytes()) {
      tooLarge(size);
    } else {
      return true;
    }
    return false;
  }

  private void tooMany(String de, String en) {
    findings.add(ImageCode.I111.of("Das Image hat " + de + ".", "The image has " + en + "."));
  }

  private static Optional<ImageConfig> image(JsonNode image) {
    Optional<ConfigFacts> facts = facts(image.path("config"));
    Optional<List<Sha256>> diffIds = diffIds(image.path("rootfs").path("diff_ids"));
    return facts.isPresent() && diffIds.isPresent()
        ? Optional.of(
            new ImageConfig(
                new Platform(word(image.path("os")), word(image.path("architecture"))),
                facts.get(),
                diffIds.get()))
        : Optional.empty();
  }

  private static Optional<List<Sha256>> diffIds(JsonNode list) {
    var ids = new ArrayList<Sha256>();
    list.forEach(id -> StrictJson.text(id).flatMap(BlobName::digest).ifPresent(ids::add));
    return list.isArray() && ids.size() == list.size() ? Optional.of(ids) : Optional.empty();
  }

  private static Optional<ConfigFacts> facts(JsonNode config) {
    if (!StrictJson.isAbsent(config) && !config.isObject()) {
      return Optional.empty();
    }
    Optional<StartFacts> start = start(config);
    Optional<List<String>> ports = names(config.path("ExposedPorts"));
    Optional<List<String>> volumes = names(config.path("Volumes"));
    Optional<Map<String, String>> labels = labels(config.path("Labels"));
    Optional<String> user = optionalText(config.path("User"));
    return start.isPresent()
            && ports.isPresent()
            && volumes.isPresent()
            && labels.isPresent()
            && user.isPresent()
        ? Optional.of(
            new ConfigFacts(
                start.get(),
                user.get(),
                ports.get(),
                volumes.get(),
                labels.get(),
                directives(config)))
        : Optional.empty();
  }

  private static Optional<StartFacts> start(JsonNode config) {
    Optional<List<String>> entrypoint = StrictJson.texts(config.path("Entrypoint"));
    Optional<List<String>> cmd = StrictJson.texts(config.path("Cmd"));
    Optional<List<String>> env = StrictJson.texts(config.path("Env"));
    Optional<String> workingDir = optionalText(config.path("WorkingDir"));
    return entrypoint.isPresent() && cmd.isPresent() && env.isPresent() && workingDir.isPresent()
        ? Optional.of(new StartFacts(entrypoint.get(), cmd.get(), env.get(), workingDir.get()))
        : Optional.empty();
  }

  private static Set<Directive> directives(JsonNode config) {
    var set = EnumSet.noneOf(Directive.class);
    if (!StrictJson.isAbsent(config.path("Healthcheck"))) {
      set.add(Directive.HEALTHCHECK);
    }
    if (!config.path("StopSignal").asString("").isEmpty()) {
      set.add(Directive.STOPSIGNAL);
    }
    if (!config.path("OnBuild").isEmpty()) {
      set.add(Directive.ONBUILD);
    }
    return set;
  }

  private static Optional<List<String>> names(JsonNode object) {
    return object.isObject() || StrictJson.isAbsent(object)
        ? Optional.of(List.copyOf(object.propertyNames()))
        : Optional.empty();
  }

  private static Optional<Map<String, String>> labels(JsonNode object) {
    var labels = new LinkedHashMap<String, String>();
    object
        .properties()
        .forEach(label ->
            StrictJson.text(label.getValue()).ifPresent(text -> labels.put(label.getKey(), text)));
    return StrictJson.isAbsent(object) || object.isObject() && labels.size() == object.size()
        ? Optional.of(labels)
        : Optional.empty();
  }

  private static Optional<String> optionalText(JsonNode node) {
    return StrictJson.isAbsent(node) ? Optional.of("") : StrictJson.text(node);
  }

  private static String word(JsonNode node) {
    return StrictJson.text(node).orElse("");
  }
}
