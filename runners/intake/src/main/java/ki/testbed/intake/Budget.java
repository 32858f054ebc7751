package ki.testbed.intake;

import ki.testbed.intake.ArchiveBroken.Why;

/** What all layers of one archive have cost so far, against its bounds. */
final class Budget {
  private final IntakeBounds.Size bounds;
  private long entries;
  private long finishedBytes;
  private long holes;

  Budget(IntakeBounds.Size bounds) {
    this.bounds = bounds;
  }

  void countEntry() throws ArchiveBroken {
    entries++;
    if (entries > bounds.entries()) {
      throw new ArchiveBroken(Why.TOO_MANY, entries);
    }
  }

  /** Bytes that unpacking writes though the archive does not hold them. */
  void countHoles(long bytes) throws ArchiveBroken {
    holes = Math.min(holes + bytes, Long.MAX_VALUE / 2);
    require(finishedBytes + holes <= bounds.bytes());
  }

  /** Asked while a layer of {@code packed} bytes is unpacked, with what has come out of it. */
  HashedStream.Gate gate(long packed) {
    return unpacked -> {
      require(finishedBytes + unpacked + holes <= bounds.bytes());
      require(unpacked <= bounds.ratioFrom() || unpacked / bounds.ratio() <= packed);
    };
  }

  void finishLayer(LayerFacts layer) {
    finishedBytes += layer.unpackedSize();
  }

  long entries() {
    return entries;
  }

  long unpackedBytes() {
    return finishedBytes + holes;
  }

  private void require(boolean within) throws ArchiveBroken {
    if (!within) {
      throw new ArchiveBroken(Why.TOO_LARGE, 0);
    }
  }
}
