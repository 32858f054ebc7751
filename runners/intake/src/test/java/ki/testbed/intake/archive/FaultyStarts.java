package ki.testbed.intake.archive;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Images that cannot be started as they say, or say more than is used (I122 to I131). */
final class FaultyStarts {
  private static final byte[] PROGRAM = Layers.program();

  private FaultyStarts() {}

  static Stream<Fault> all() {
    return Stream.of(
        new Fault(
            "I122",
            "no command",
            () -> ImageArchive.sound().start(start -> start.remove("Entrypoint")).dockerSave()),
        new Fault(
            "I122",
            "no config to start by",
            () -> ImageArchive.sound().config(config -> config.putNull("config")).dockerSave()),
        new Fault("I123", "no program", () -> entrypoint("/app/walk")),
        new Fault("I123", "no program on the path", () -> entrypoint("run")),
        new Fault("I123", "a directory", () -> entrypoint("/app")),
        new Fault("I123", "an empty name", () -> entrypoint("")),
        new Fault(
            "I123",
            "not executable",
            () -> Pieces.image(Pieces.program(0644, Layers.elf(Layers.AMD64)))),
        new Fault(
            "I123",
            "no program at all",
            () -> Pieces.image(Pieces.program(0755, "echo".getBytes(StandardCharsets.UTF_8)))),
        new Fault(
            "I123",
            "removed by a higher layer",
            () -> ImageArchive.sound().layer(tar -> tar.whiteout("app/.wh.run")).dockerSave()),
        new Fault(
            "I123",
            "hidden by a higher layer",
            () ->
                ImageArchive.sound()
                    .layer(tar -> tar.directory("app").whiteout("app/.wh..wh..opq"))
                    .dockerSave()),
        new Fault(
            "I123",
            "a link in a circle",
            () -> ImageArchive.sound().layer(tar -> tar.symlink("app/run", "run")).dockerSave()),
        new Fault(
            "I124",
            "another processor",
            () -> Pieces.image(Pieces.program(0755, Layers.elf(Layers.ARM64)))),
        new Fault("I124", "32 bits", () -> Pieces.image(Pieces.program(0755, elf32()))),
        new Fault(
            "I125",
            "no working directory",
            () ->
                ImageArchive.sound()
                    .start(start -> start.put("WorkingDir", "/absent"))
                    .dockerSave()),
        new Fault(
            "I125",
            "a file as working directory",
            () ->
                ImageArchive.sound()
                    .start(start -> start.put("WorkingDir", "/app/run"))
                    .dockerSave()),
        new Fault(
            "I126",
            "only for its owner",
            () -> Pieces.image(Pieces.program(0700, Layers.elf(Layers.AMD64)))),
        new Fault(
            "I126",
            "in a closed directory",
            () -> ImageArchive.sound().layer(tar -> tar.directory("app", 0700)).dockerSave()),
        new Fault(
            "I127",
            "tags",
            () -> ImageArchive.sound().tag("testbed/runner:1").tag("../../evil").dockerSave()),
        new Fault(
            "I128",
            "a volume",
            () ->
                ImageArchive.sound()
                    .start(start -> start.putObject("Volumes").putObject("/data"))
                    .dockerSave()),
        new Fault(
            "I129",
            "a health check",
            () ->
                ImageArchive.sound()
                    .start(start -> start.putObject("Healthcheck").putArray("Test").add("CMD"))
                    .dockerSave()),
        new Fault(
            "I129",
            "a stop signal",
            () ->
                ImageArchive.sound()
                    .start(start -> start.put("StopSignal", "SIGKILL"))
                    .dockerSave()),
        new Fault(
            "I129",
            "labels",
            () ->
                ImageArchive.sound()
                    .start(start -> start.putObject("Labels").put("testbed.owner", "me"))
                    .dockerSave()),
        new Fault(
            "I129",
            "an unknown user",
            () ->
                ImageArchive.sound()
                    .start(start -> start.put("User", "nobody:nogroup"))
                    .dockerSave()),
        new Fault(
            "I129",
            "triggers for a build",
            () ->
                ImageArchive.sound()
                    .start(start -> start.putArray("OnBuild").add("RUN x"))
                    .dockerSave()),
        new Fault(
            "I131",
            "xz",
            () -> Pieces.badLayer(PROGRAM, new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0})),
        new Fault("I131", "a random layer", () -> Pieces.badLayer(Pieces.random(5000))),
        new Fault(
            "I131",
            "broken gzip",
            () -> Pieces.badLayer(PROGRAM, Pieces.broken(Layers.gzip(PROGRAM), 20))),
        new Fault(
            "I131",
            "broken zstd",
            () -> Pieces.badLayer(PROGRAM, Pieces.broken(Layers.zstd(PROGRAM), 20))));
  }

  private static byte[] elf32() {
    byte[] elf = Layers.elf(3);
    elf[4] = 1;
    return elf;
  }

  private static byte[] entrypoint(String program) {
    return ImageArchive.sound()
        .start(start -> start.putArray("Entrypoint").add(program))
        .dockerSave();
  }

  private static byte[] config(String json) {
    return ImageArchive.sound().rawConfig(json.getBytes(StandardCharsets.UTF_8)).dockerSave();
  }
}
