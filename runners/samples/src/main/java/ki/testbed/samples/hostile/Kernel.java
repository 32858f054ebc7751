package ki.testbed.samples.hostile;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** System calls of Linux on x86-64 by number, past every library; see syscalls(2). */
final class Kernel {
  static final long READ = 0;
  static final long WRITE = 1;
  static final long CLOSE = 3;
  static final long MMAP = 9;
  static final long SHMGET = 29;
  static final long SHMAT = 30;
  static final long GETPID = 39;
  static final long SOCKET = 41;
  static final long CONNECT = 42;
  static final long FORK = 57;
  static final long EXIT = 60;
  static final long KILL = 62;
  static final long FTRUNCATE = 77;
  static final long PTRACE = 101;
  static final long MQ_OPEN = 240;
  static final long INOTIFY_ADD_WATCH = 254;
  static final long INOTIFY_INIT1 = 294;
  static final long MEMFD_CREATE = 319;
  static final int SIGKILL = 9;
  static final int SIGSEGV = 11;
  static final int SIGSTOP = 19;
  static final int SIGTRAP = 5;

  private static final int PROT_READ_WRITE = 3;
  private static final int PRIVATE_ANONYMOUS_POPULATED = 0x8022;

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL = link();

  private Kernel() {}

  private static MethodHandle link() {
    var word = ValueLayout.JAVA_LONG;
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().find("syscall").orElseThrow(),
        FunctionDescriptor.of(word, word, word, word, word, word, word, word),
        Linker.Option.captureCallState("errno"));
  }

  /** The call's result, or its error number below zero. */
  static long call(long number, long... arguments) {
    long[] words = java.util.Arrays.copyOf(arguments, 6);
    MemorySegment state = State.SEGMENT.get();
    try {
      long result =
          (long)
              SYSCALL.invokeExact(
                  state, number, words[0], words[1], words[2], words[3], words[4], words[5]);
      return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
    } catch (Throwable e) {
      throw new LinkageError("the call could not be made", e);
    }
  }

  /** Where each thread finds the error number of its last call. */
  private static final class State {
    static final ThreadLocal<MemorySegment> SEGMENT =
        ThreadLocal.withInitial(() -> java.lang.foreign.Arena.global().allocate(STATE));
  }

  /** 0 in the child, which has this one thread only and should do little more than system calls. */
  static long fork() {
    return call(FORK);
  }

  /** Sends a signal to this process. */
  static void raise(int signal) {
    call(KILL, call(GETPID), signal);
  }

  /** Touched memory, outside the heap; below zero if there is no more address space. */
  static long take(long bytes) {
    return call(MMAP, 0, bytes, PROT_READ_WRITE, PRIVATE_ANONYMOUS_POPULATED, -1, 0);
  }

  /** A text where the kernel can read it. */
  static long text(String text) {
    return java.lang.foreign.Arena.global().allocateFrom(text).address();
  }

  private static final MemorySegment LOOPBACK = java.lang.foreign.Arena.global().allocate(16, 8);

  /** The address of a port here, until the next one is asked for; see ip(7). */
  static long loopback(int port) {
    LOOPBACK.set(ValueLayout.JAVA_SHORT, 0, (short) 2);
    LOOPBACK.set(ValueLayout.JAVA_BYTE, 2, (byte) (port >> 8));
    LOOPBACK.set(ValueLayout.JAVA_BYTE, 3, (byte) port);
    LOOPBACK.set(ValueLayout.JAVA_INT, 4, 0x0100007f);
    return LOOPBACK.address();
  }
}
