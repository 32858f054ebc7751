package ki.testbed.evaluation;

import java.util.List;
import java.util.stream.Stream;
import ki.testbed.rules.ValidityReason;

/** Cases of what a container does as a container. */
final class ContainerCases {
  private static final Expected FINE = new Expected.Fine(List.of(), List.of());

  private static final String FILES_FULL = "memory: 192Mi, scratch: 96Mi, shm: 96Mi";

  private ContainerCases() {}

  static Stream<HostileCase> all() {
    return Stream.of(hoards(), ends(), storms()).flatMap(cases -> cases);
  }

  private static Stream<HostileCase> hoards() {
    return Stream.of(
        fails(1, "fork-bomb", "memory: 1Gi, pids: 64", Reason.PIDS_LIMIT),
        fails(2, "memory-bomb", "memory: 128Mi", Reason.OOM_KILLED),
        new HostileCase(
                3,
                "memory-bomb-child",
                sample("memory-bomb-child", "memory: 512Mi"),
                HostileCase.QUICK,
                new Expected.Spoilt(ValidityReason.SUT_OOM_KILLED, List.of()))
            .under(HostileCase.LOAD),
        fails(4, "slow-leak", "memory: 192Mi", Reason.OOM_KILLED),
        fails(5, "tmpfs-shm-fill", FILES_FULL, Reason.OOM_KILLED),
        fails(6, "root-fill", "memory: 256Mi", Reason.EXITED_EARLY),
        fails(8, "many-files", "memory: 256Mi", Reason.EXITED_EARLY),
        fails(9, "descriptors", "memory: 256Mi", Reason.NOT_READY),
        flood(10, "log-flood"),
        flood(11, "endless-line"),
        fails(14, "memfd-hoard", "memory: 192Mi", Reason.OOM_KILLED),
        fails(14, "shm-hoard", "memory: 192Mi", Reason.OOM_KILLED));
  }

  private static Stream<HostileCase> ends() {
    return Stream.of(
        fails(18, "exit-0", "memory: 256Mi", Reason.EXITED_EARLY),
        fails(19, "exit-1", "memory: 256Mi", Reason.EXITED_EARLY),
        fails(19, "segfault", "memory: 256Mi", Reason.EXITED_EARLY),
        fails(20, "crash-later", "memory: 256Mi", Reason.SUT_EXITED),
        fine(21, "ignore-sigterm"),
        fine(22, "zombies"),
        fails(23, "stop-self", "memory: 256Mi", Reason.NOT_READY),
        fails(24, "ghost", "memory: 256Mi", Reason.EXITED_EARLY),
        fails(25, "no-port", "memory: 256Mi", Reason.PORT_NEVER_OPENED),
        fails(26, "silent", "memory: 256Mi", Reason.NOT_READY),
        fails(27, "die-under-load", "memory: 256Mi", Reason.SUT_EXITED),
        new HostileCase(
            28,
            "predictions-fail",
            sample("predictions-fail", "memory: 256Mi"),
            HostileCase.QUICK,
            new Expected.Breaks(List.of("C206"))),
        fails(29, "exit-137", "memory: 256Mi", Reason.SUT_EXITED),
        fails(29, "exit-255", "memory: 256Mi", Reason.SUT_EXITED),
        fine(30, "fast-once"),
        fails(31, "double-fork", "memory: 256Mi", Reason.EXITED_EARLY),
        fine(32, "rewrite"));
  }

  private static Stream<HostileCase> storms() {
    return Stream.of(
        fine(12, "cpu-burn"),
        fine(13, "fsync-storm"),
        fine(16, "kernel-storm"),
        fine(17, "sparse"));
  }

  /** Takes its time where the engine takes log slowly. */
  private static HostileCase flood(int number, String act) {
    String startup = HostileCases.STARTUP.toSeconds() + "s";
    String manifest = HostileCases.manifest(act, act).replace(startup, "150s");
    return new HostileCase(
        number,
        act,
        new HostileCase.Handed.Sample(manifest),
        HostileCase.QUICK,
        new Expected.Fails(Reason.LOG_FLOOD));
  }

  private static HostileCase.Handed sample(String act, String resources) {
    return new HostileCase.Handed.Sample(HostileCases.manifest(act, act, resources));
  }

  private static HostileCase fails(int number, String act, String resources, Reason reason) {
    return new HostileCase(
        number, act, sample(act, resources), HostileCase.QUICK, new Expected.Fails(reason));
  }

  private static HostileCase fine(int number, String act) {
    return new HostileCase(number, act, sample(act, "memory: 256Mi"), HostileCase.QUICK, FINE);
  }
}
