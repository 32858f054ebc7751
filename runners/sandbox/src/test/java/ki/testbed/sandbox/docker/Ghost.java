package ki.testbed.sandbox.docker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** A program of 70 bytes for x86-64 Linux in the smallest ELF file there is. */
final class Ghost {
  private static final int HEAD = 64;
  private static final int SEGMENT = 56;
  private static final long HOME = 0x400000;

  private static final byte[] CODE =
      HexFormat.of()
          .parseHex(
              "b865000000" // ptrace(
                  + "31ff31f631d24d31d20f05" // PTRACE_TRACEME)
                  + "85c0751e" // refused: to the end
                  + "b8270000000f05" // getpid()
                  + "89c7be13000000b83e0000000f05" // kill(that, SIGSTOP)
                  + "b8220000000f05ebf7" // pause() for ever
                  + "bf63000000b8e70000000f05"); // exit_group(99)

  private Ghost() {}

  static byte[] program() {
    int size = HEAD + SEGMENT + CODE.length;
    var elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(HexFormat.of().parseHex("7f454c46020101000000000000000000"));
    elf.putShort((short) 2).putShort((short) 62).putInt(1); // a program, x86-64
    elf.putLong(HOME + HEAD + SEGMENT).putLong(HEAD).putLong(0).putInt(0);
    elf.putShort((short) HEAD).putShort((short) SEGMENT).putShort((short) 1);
    elf.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    elf.putInt(1).putInt(5).putLong(0).putLong(HOME).putLong(HOME); // loaded whole, read and run
    elf.putLong(size).putLong(size).putLong(0x1000);
    return elf.put(CODE).array();
  }
}
