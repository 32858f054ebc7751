package ki.testbed.runner.probe;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * System calls by their number (x86-64), past everything that the C library or this virtual machine
 * would put before them: syscall(2).
 */
@SuppressWarnings("restricted") // native access is what the image's options allow
final class SystemCalls {
  private static final int ARGUMENTS = 6;
  private static final int STATFS = 137;
  private static final int STATFS_BYTES = 256;
  private static final String ERRNO = "errno";

  /** From asm-generic/errno-base.h and errno.h. */
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "EPERM"),
          Map.entry(2, "ENOENT"),
          Map.entry(3, "ESRCH"),
          Map.entry(9, "EBADF"),
          Map.entry(11, "EAGAIN"),
          Map.entry(12, "ENOMEM"),
          Map.entry(13, "EACCES"),
          Map.entry(14, "EFAULT"),
          Map.entry(17, "EEXIST"),
          Map.entry(19, "ENODEV"),
          Map.entry(22, "EINVAL"),
          Map.entry(24, "EMFILE"),
          Map.entry(28, "ENOSPC"),
          Map.entry(30, "EROFS"),
          Map.entry(38, "ENOSYS"),
          Map.entry(93, "EPROTONOSUPPORT"),
          Map.entry(97, "EAFNOSUPPORT"));

  private final MethodHandle syscall;
  private final VarHandle errno;
  private final MemoryLayout state = Linker.Option.captureStateLayout();

  SystemCalls() {
    Linker linker = Linker.nativeLinker();
    var shape = new MemoryLayout[ARGUMENTS + 1];
    Arrays.fill(shape, ValueLayout.JAVA_LONG);
    this.syscall =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(ValueLayout.JAVA_LONG, shape),
            Linker.Option.firstVariadicArg(1),
            Linker.Option.captureCallState(ERRNO));
    this.errno = state.varHandle(MemoryLayout.PathElement.groupElement(ERRNO));
  }

  /** What a call answered: a number from 0 on, or minus the error's number. */
  long call(long number, long... arguments) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment seen = arena.allocate(state);
      long answer = invoke(seen, number, Arrays.copyOf(arguments, ARGUMENTS));
      return answer >= 0 ? answer : -(long) (int) errno.get(seen, 0L);
    }
  }

  private long invoke(MemorySegment seen, long number, long[] a) {
    try {
      return (long) syscall.invokeExact(seen, number, a[0], a[1], a[2], a[3], a[4], a[5]);
    } catch (Throwable e) {
      throw new LinkageError("syscall(2) cannot be called", e);
    }
  }

  /** The same with a text as the first argument. */
  long callWithText(long number, String text, long... more) {
    try (Arena arena = Arena.ofConfined()) {
      var arguments = new long[more.length + 1];
      arguments[0] = arena.allocateFrom(text).address();
      System.arraycopy(more, 0, arguments, 1, more.length);
      return call(number, arguments);
    }
  }

  /**
   * The file system of a place: bytes of a block, free blocks, files in all (0 where it does not
   * count them), free files; statfs(2), struct statfs.
   */
  long[] fileSystem(String place) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment told = arena.allocate(STATFS_BYTES);
      callWithText(STATFS, place, told.address());
      return LongStream.of(8, 32, 40, 48)
          .map(offset -> told.get(ValueLayout.JAVA_LONG, offset))
          .toArray();
    }
  }

  /** In words: the error's name, or {@code ok}. */
  static String words(long answer) {
    return answer >= 0 ? "ok" : NAMES.getOrDefault((int) -answer, "error " + -answer);
  }
}
