package ki.testbed.intake;

/**
 * One entry of a tar archive, extended headers taken in.
 *
 * @param link target of a symbolic or hard link, else empty
 * @param mode permission bits, setuid, setgid and sticky
 * @param size bytes of its content in the archive
 * @param expanded bytes of the file it becomes, more than {@code size} if it has holes
 * @param capabilities whether it carries file capabilities
 * @param trusted its first extended attribute {@code trusted.*}, empty if none
 */
record TarEntry(
    EntryName name,
    EntryName link,
    Type type,
    int mode,
    long size,
    long expanded,
    boolean capabilities,
    String trusted) {
  enum Type {
    FILE,
    DIRECTORY,
    SYMLINK,
    HARDLINK,
    DEVICE,
    FIFO,
    /** Any other; engines refuse these. */
    OTHER
  }
}
