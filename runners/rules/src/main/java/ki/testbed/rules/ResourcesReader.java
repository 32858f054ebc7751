package ki.testbed.rules;

import java.math.BigDecimal;
import java.util.List;
import ki.testbed.protocol.Text;

/** Reads {@code resources} and compares them with what this testbed has. */
final class ResourcesReader {
  private static final long DEFAULT_MEMORY = 1L << 30;
  private static final long DEFAULT_FILE_SYSTEM = 64L << 20;
  private static final int DEFAULT_PIDS = 256;

  private final Section resources;
  private final ManifestLimits limits;

  private ResourcesReader(Section resources, ManifestLimits limits) {
    this.resources = resources;
    this.limits = limits;
  }

  static Manifest.Resources read(Section top, ManifestLimits limits) {
    Section resources = top.section("resources", "cpu", "memory", "pids", "shm", "scratch", "gpu");
    return new ResourcesReader(resources, limits).read();
  }

  private Manifest.Resources read() {
    long memory = memory();
    return new Manifest.Resources(
        cpu(),
        memory,
        pids(),
        fileSystem("shm", memory),
        fileSystem("scratch", memory),
        gpu(resources.section("gpu", "count", "minMemory", "models")));
  }

  private BigDecimal cpu() {
    BigDecimal cpu = resources.decimal("cpu").orElse(BigDecimal.ONE);
    if (cpu.compareTo(limits.maxCpu()) > 0) {
      resources
          .findings()
          .tooMuch(resources.pointer("cpu"), cpu.toPlainString(), limits.maxCpu().toPlainString());
    } else if (cpu.compareTo(limits.minCpu()) < 0) {
      tooLittle("cpu", limits.minCpu().toPlainString(), cpu.toPlainString());
    }
    return cpu;
  }

  private long memory() {
    long memory = resources.size("memory").orElse(DEFAULT_MEMORY);
    if (memory > limits.maxMemory()) {
      resources
          .findings()
          .tooMuch(
              resources.pointer("memory"),
              Quantities.show(memory),
              Quantities.show(limits.maxMemory()));
    } else if (memory < limits.minMemory()) {
      tooLittle("memory", Quantities.show(limits.minMemory()), Quantities.show(memory));
    }
    return memory;
  }

  private int pids() {
    long pids = resources.integer("pids", limits.minPids(), Integer.MAX_VALUE).orElse(DEFAULT_PIDS);
    if (pids > limits.maxPids()) {
      resources
          .findings()
          .tooMuch(
              resources.pointer("pids"), Long.toString(pids), Integer.toString(limits.maxPids()));
    }
    return (int) pids;
  }

  private long fileSystem(String name, long memory) {
    long size = resources.size(name).orElse(DEFAULT_FILE_SYSTEM);
    if (size > memory / 2) {
      var must = new Text("höchstens die Hälfte von `memory`", "at most half of `memory`");
      resources.findings().wrong(resources.pointer(name), must, Quantities.show(size));
    }
    return size;
  }

  private Manifest.Gpu gpu(Section gpu) {
    long count = gpu.integer("count", 0, Integer.MAX_VALUE).orElse(0);
    long minMemory = gpu.size("minMemory").orElse(0L);
    if (count > limits.maxDevices()) {
      gpu.findings()
          .tooMuch(
              gpu.pointer("count"), Long.toString(count), Integer.toString(limits.maxDevices()));
    } else if (count > 0 && limits.deviceMemory() == 0) {
      gpu.findings().noDevices(gpu.pointer("count"));
    } else if (minMemory > limits.deviceMemory()) {
      gpu.findings()
          .noSuchDevice(
              gpu.pointer("minMemory"),
              Quantities.show(minMemory),
              Quantities.show(limits.deviceMemory()));
    }
    List<String> models =
        gpu.list("models", 8, (node, at) -> Texts.line(node, at, 64, gpu.findings()));
    return new Manifest.Gpu((int) count, minMemory, models);
  }

  private void tooLittle(String name, String least, String got) {
    resources
        .findings()
        .wrong(resources.pointer(name), new Text("mindestens " + least, "at least " + least), got);
  }
}
