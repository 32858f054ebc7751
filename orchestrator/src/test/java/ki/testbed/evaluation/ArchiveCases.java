package ki.testbed.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ki.testbed.intake.archive.Fault;
import ki.testbed.intake.archive.ImageArchive;
import ki.testbed.intake.archive.Layers;
import ki.testbed.intake.archive.TarBytes;

/** Cases of what an archive does to whoever reads it; accepted ones run. */
final class ArchiveCases {
  private static final Expected FINE = new Expected.Fine(List.of(), List.of());
  private static final String NOTHING = "an empty file";
  private static final int FILES = 100_000;
  private static final int TOO_MANY_FILES = 600_000;

  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("I101", 33),
          Map.entry("I102", 33),
          Map.entry("I103", 34),
          Map.entry("I113", 36),
          Map.entry("I114", 37),
          Map.entry("I116", 40),
          Map.entry("I118", 40),
          Map.entry("I119", 41),
          Map.entry("I108", 42),
          Map.entry("I109", 42),
          Map.entry("I105", 43),
          Map.entry("I106", 43),
          Map.entry("I107", 43),
          Map.entry("I110", 44),
          Map.entry("I111", 44),
          Map.entry("I122", 44),
          Map.entry("I123", 44),
          Map.entry("I112", 45),
          Map.entry("I124", 45));

  private ArchiveCases() {}

  static Stream<HostileCase> all() {
    return Stream.of(sound(), large(), faults()).flatMap(cases -> cases);
  }

  /** Every archive with something wrong that the intake's own tests know. */
  private static Stream<HostileCase> faults() {
    return Fault.all()
        .filter(fault -> NUMBERS.containsKey(fault.id()) || fault.id().equals("I115"))
        .map(fault -> rejected(number(fault), fault.what(), fault.id(), fault.archive()))
        .map(one -> one.variant().equals(NOTHING) ? notEvenSent(one) : one)
        .sorted(Comparator.comparingInt(HostileCase::number));
  }

  /** No bytes at all are refused before anything of them could be checked. */
  private static HostileCase notEvenSent(HostileCase one) {
    return new HostileCase(
        one.number(),
        one.variant(),
        one.handed(),
        one.plan(),
        new Expected.Refused(List.of("UPLOAD_EMPTY")));
  }

  private static int number(Fault fault) {
    if (!fault.id().equals("I115")) {
      return NUMBERS.getOrDefault(fault.id(), 0);
    }
    if (fault.what().startsWith("a hard link")) {
      return 39;
    }
    boolean outer = fault.what().matches("a (config|manifest|layer) that is a link.*|layers .*");
    return outer ? 48 : 38;
  }

  private static Stream<HostileCase> large() {
    return Stream.of(
        rejected(
            35, "600,000 files", "I104", () -> withFiles(ImageArchive.sound(), TOO_MANY_FILES)),
        fine(35, "100,000 files", () -> withFiles(Repacked.sample("healthy"), FILES)));
  }

  private static byte[] withFiles(ImageArchive image, int files) {
    byte[] layer =
        TarBytes.of(tar -> {
          for (int i = 0; i < files; i++) {
            tar.file("many/" + i, 0644, new byte[0]);
          }
        });
    return image.layer(layer, Layers.gzip(layer)).dockerSave();
  }

  private static Stream<HostileCase> sound() {
    return Stream.of(
        fine(
            40,
            "setuid",
            () ->
                Repacked.sample("healthy")
                    .layer(tar -> tar.file("su", 04755, Layers.elf(Layers.AMD64)))
                    .dockerSave()),
        fine(
            41,
            "clean whiteout",
            () ->
                Repacked.sample("healthy")
                    .layer(tar -> tar.file("gone", "x"))
                    .layer(tar -> tar.whiteout(".wh.gone"))
                    .dockerSave()),
        fine(
            44,
            "unknown USER",
            () ->
                Repacked.sample("healthy")
                    .start(start -> start.put("User", "nobody-knows:me"))
                    .dockerSave()),
        new HostileCase(
            45,
            "foreign program behind a script",
            archive("foreign-script", ArchiveCases::foreign),
            HostileCase.QUICK,
            new Expected.Fails(Reason.WRONG_BINARY)),
        fine(
            46,
            "our runner's tag and one that climbs",
            () ->
                Repacked.sample("healthy")
                    .tag("testbed/runner:1")
                    .tag("../../evil:latest")
                    .dockerSave()),
        fine(47, "LABEL, HEALTHCHECK, STOPSIGNAL", ArchiveCases::dressed),
        fine(
            7,
            "VOLUME fill",
            () ->
                Repacked.sample("volume-fill")
                    .start(start -> start.putObject("Volumes").putObject("/data"))
                    .dockerSave()));
  }

  /**
   * As whole images of another processor are: where init tries the shell too, that is as foreign.
   */
  private static byte[] foreign() {
    return ImageArchive.sound()
        .layer(tar ->
            tar.file("app/run", 0755, Layers.script("/bin/sh"))
                .file("bin/sh", 0755, Layers.elf(Layers.ARM64)))
        .dockerSave();
  }

  private static byte[] dressed() {
    return Repacked.sample("healthy")
        .start(start -> {
          start.putObject("Labels").put("testbed.owner", "somebody").put("testbed.run", "x");
          start.put("StopSignal", "SIGCONT");
          start.putObject("Healthcheck").putArray("Test").add("CMD").add("/app/evil");
        })
        .dockerSave();
  }

  private static HostileCase.Handed archive(String name, Supplier<byte[]> bytes) {
    String plain = "a" + Integer.toHexString(name.hashCode());
    String manifest = HostileCases.manifest(plain, "").replace("      args: []\n", "");
    return new HostileCase.Handed.Archive(bytes, manifest.replace("  args: []\n", ""));
  }

  private static HostileCase rejected(
      int number, String what, String finding, Supplier<byte[]> bytes) {
    String name = finding + "-" + what;
    return new HostileCase(
        number,
        what,
        archive(name.substring(0, Math.min(name.length(), 40)), bytes),
        HostileCase.QUICK,
        new Expected.Rejected(finding));
  }

  private static HostileCase fine(int number, String what, Supplier<byte[]> bytes) {
    return new HostileCase(number, what, archive(what, bytes), HostileCase.QUICK, FINE);
  }
}
