package ki.testbed.intake;

/**
 * What the first bytes of a file say about starting it, as 18 bits: nothing, a script, or ELF with
 * machine and word size (System V ABI).
 */
final class FileHead {
  static final int LENGTH = 20;
  static final int NOTHING = 0;
  static final int SCRIPT = 1;
  private static final int ELF = 2;

  private FileHead() {}

  static int of(byte[] first, int length) {
    if (length >= 2 && first[0] == '#' && first[1] == '!') {
      return SCRIPT;
    }
    boolean elf =
        length >= LENGTH
            && first[0] == 0x7f
            && first[1] == 'E'
            && first[2] == 'L'
            && first[3] == 'F';
    return elf ? elf(machine(first), first[4] == 2) : NOTHING;
  }

  /** The head of a native program on this platform; {@link #NOTHING} if we do not know it. */
  static int nativeTo(Platform platform) {
    return switch (platform.architecture()) {
      case "amd64" -> elf(62, true);
      case "arm64" -> elf(183, true);
      case "riscv64" -> elf(243, true);
      case "ppc64le" -> elf(21, true);
      case "s390x" -> elf(22, true);
      case "loong64" -> elf(258, true);
      case "386" -> elf(3, false);
      case "arm" -> elf(40, false);
      default -> NOTHING;
    };
  }

  private static int elf(int machine, boolean wide) {
    return ELF + (machine << 1 | (wide ? 1 : 0));
  }

  private static int machine(byte[] first) {
    int low = first[5] == 2 ? 19 : 18;
    int high = 37 - low;
    return (first[high] & 0xff) << 8 | first[low] & 0xff;
  }
}
