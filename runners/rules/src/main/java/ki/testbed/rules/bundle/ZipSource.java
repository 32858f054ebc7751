package ki.testbed.rules.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A bundle in a ZIP; nothing of it is written anywhere. */
public final class ZipSource implements BundleSource {
  private static final int MOST_ENTRIES = 100_000;

  private final ZipFile zip;

  /** Reads from this one, which the caller closes. */
  public ZipSource(ZipFile zip) {
    this.zip = zip;
  }

  @Override
  public SortedSet<String> names() {
    if (zip.size() > MOST_ENTRIES) {
      throw new UnreadableException("more than " + MOST_ENTRIES + " files");
    }
    SortedSet<String> names = new TreeSet<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      if (!Paths.safe(entry.getName())) {
        throw new UnreadableException("a file's name leads out of the bundle");
      }
      if (!names.add(entry.getName())) {
        throw new UnreadableException(entry.getName() + " comes twice");
      }
    }
    return names;
  }

  @Override
  public InputStream open(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException(name + " is not there");
    }
    return zip.getInputStream(entry);
  }
}
