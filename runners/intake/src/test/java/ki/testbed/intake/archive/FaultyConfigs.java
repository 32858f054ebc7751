package ki.testbed.intake.archive;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Images whose config is wrong (I110 to I113). */
final class FaultyConfigs {
  private static final byte[] PROGRAM = Layers.program();

  private FaultyConfigs() {}

  static Stream<Fault> all() {
    return Stream.of(
        new Fault("I110", "null", () -> config("null")),
        new Fault("I110", "broken JSON", () -> config("{\"os\":")),
        new Fault("I110", "something behind it", () -> config("{} {}")),
        new Fault("I110", "a name twice", () -> config("{\"os\":\"linux\",\"os\":\"linux\"}")),
        new Fault(
            "I110",
            "depth 200,000",
            () -> config("{\"a\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}")),
        new Fault(
            "I110",
            "no layers in the config",
            () -> ImageArchive.sound().config(config -> config.putObject("rootfs")).dockerSave()),
        new Fault(
            "I110",
            "a command that is no list",
            () ->
                ImageArchive.sound()
                    .start(start -> start.put("Entrypoint", "/app/run"))
                    .dockerSave()),
        new Fault(
            "I110",
            "a command with the character zero",
            () ->
                ImageArchive.sound()
                    .start(start -> start.putArray("Cmd").add("a\0b"))
                    .dockerSave()),
        new Fault(
            "I110",
            "two megabytes",
            () ->
                ImageArchive.sound()
                    .config(config -> config.put("author", "x".repeat(2 << 20)))
                    .dockerSave()),
        new Fault("I110", "five megabytes", () -> config(" ".repeat(5 << 20))),
        new Fault(
            "I111",
            "3 MB of environment",
            () ->
                ImageArchive.sound()
                    .start(start -> start.putArray("Env").add("A=" + "x".repeat(3 << 20)))
                    .dockerSave()),
        new Fault(
            "I111",
            "257 variables",
            () -> ImageArchive.sound().start(start -> variables(start, 257)).dockerSave()),
        new Fault(
            "I111",
            "50,000 labels",
            () -> ImageArchive.sound().start(start -> labels(start, 50_000)).oci()),
        new Fault(
            "I112",
            "arm64",
            () ->
                ImageArchive.empty()
                    .layer(Pieces.program(0755, Layers.elf(Layers.ARM64)))
                    .config(config -> config.put("architecture", "arm64"))
                    .oci()),
        new Fault(
            "I112",
            "windows",
            () -> ImageArchive.sound().config(config -> config.put("os", "windows")).oci()),
        new Fault("I113", "no layer", () -> ImageArchive.empty().dockerSave()),
        new Fault("I113", "140 layers", () -> layers(140)));
  }

  private static byte[] layers(int count) {
    var image = ImageArchive.sound();
    Stream.iterate(1, i -> i + 1).limit(count - 1).forEach(_ -> image.layer(new byte[1024]));
    return image.dockerSave();
  }

  private static byte[] config(String json) {
    return ImageArchive.sound().rawConfig(json.getBytes(StandardCharsets.UTF_8)).dockerSave();
  }

  private static void variables(ObjectNode start, int count) {
    var env = start.putArray("Env");
    Stream.iterate(0, i -> i + 1).limit(count).forEach(i -> env.add("V" + i + "=1"));
  }

  private static void labels(ObjectNode start, int count) {
    var labels = start.putObject("Labels");
    Stream.iterate(0, i -> i + 1).limit(count).forEach(i -> labels.put("label" + i, "x"));
  }
}
