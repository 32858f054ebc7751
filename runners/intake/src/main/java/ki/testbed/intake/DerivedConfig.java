package ki.testbed.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Config of the derived image: only what a start needs, so no volume, label, health check, signal
 * or user of theirs reaches an engine.
 */
final class DerivedConfig {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private DerivedConfig() {}

  static byte[] bytes(ImageFacts submitted, ImageSettings settings) {
    var image = new LinkedHashMap<String, Object>();
    image.put("architecture", submitted.platform().architecture());
    image.put("os", submitted.platform().os());
    image.put("created", "1970-01-01T00:00:00Z");
    image.put("config", start(submitted.config().start(), settings));
    image.put("rootfs", rootfs(submitted.layers()));
    return MAPPER.writeValueAsBytes(image);
  }

  private static Map<String, Object> start(StartFacts image, ImageSettings settings) {
    var start = new LinkedHashMap<String, Object>();
    start.put("Env", env(image.env(), settings.env()));
    start.put("Entrypoint", settings.entrypoint(image));
    start.put("Cmd", settings.cmd(image));
    start.put("WorkingDir", ImagePath.absolute(image.workingDir()));
    return start;
  }

  private static Map<String, Object> rootfs(List<LayerFacts> layers) {
    var rootfs = new LinkedHashMap<String, Object>();
    rootfs.put("type", "layers");
    rootfs.put("diff_ids", layers.stream().map(layer -> layer.diffId().prefixed()).toList());
    return rootfs;
  }

  private static List<String> env(List<String> image, Map<String, String> manifest) {
    SequencedMap<String, String> all = new LinkedHashMap<>();
    image.stream()
        .filter(variable -> variable.indexOf('=') > 0)
        .forEach(variable -> putSplit(all, variable));
    all.putAll(new TreeMap<>(manifest));
    all.keySet().removeIf(ImageSettings::isReserved);
    var lines = new ArrayList<String>();
    all.forEach((name, value) -> lines.add(name + "=" + value));
    return lines;
  }

  private static void putSplit(Map<String, String> all, String variable) {
    int equals = variable.indexOf('=');
    all.put(variable.substring(0, equals), variable.substring(equals + 1));
  }
}
