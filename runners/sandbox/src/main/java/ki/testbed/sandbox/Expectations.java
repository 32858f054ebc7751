package ki.testbed.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a container of the hardened profile must see, by name: the files {@code expected*.txt}
 * beside this class. A value is meant literally; several are parted by {@code | }, {@code >= n}
 * bounds a number from below, and <code>${name}</code> stands for a figure of the probe itself.
 * What is seen and not expected deviates as what is expected and not seen does.
 */
final class Expectations {
  private static final String NOTHING = "nothing";
  private static final String UNBOUNDED = "unbounded";
  private static final String AT_LEAST = ">= ";

  private final SortedMap<String, String> expected;

  private Expectations(SortedMap<String, String> expected) {
    this.expected = expected;
  }

  /** The common file, on it that of the tier, on it that of the version of control groups. */
  static Expectations of(BackendFacts.Tier tier, String cgroup, Map<String, String> figures) {
    var expected = new TreeMap<String, String>();
    Stream.of("", "-" + tier.name().toLowerCase(Locale.ROOT), "-cgroup" + cgroup)
        .forEach(part -> read("expected" + part + ".txt", figures, expected));
    return new Expectations(expected);
  }

  private static void read(
      String file, Map<String, String> figures, SortedMap<String, String> expected) {
    try (InputStream in = Expectations.class.getResourceAsStream(file)) {
      if (in != null) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .forEach(line -> put(line, figures, expected));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(
      String line, Map<String, String> figures, SortedMap<String, String> expected) {
    int at = line.indexOf(" = ");
    if (at < 0) {
      throw new IllegalStateException("not an expectation: " + line);
    }
    String value = line.substring(at + 3).strip();
    for (Map.Entry<String, String> figure : figures.entrySet()) {
      value = value.replace("${" + figure.getKey() + "}", figure.getValue());
    }
    expected.put(line.substring(0, at).strip(), value);
  }

  /** One for each name that is not as expected, by name. */
  List<Deviation> deviations(Map<String, String> seen) {
    var names = new TreeSet<>(expected.keySet());
    names.addAll(seen.keySet());
    var found = new ArrayList<Deviation>();
    for (String name : names) {
      String wanted = expected.getOrDefault(name, NOTHING);
      String there = seen.getOrDefault(name, NOTHING);
      if (!holds(wanted, there)) {
        found.add(new Deviation(name, wanted, there));
      }
    }
    return found;
  }

  private static boolean holds(String wanted, String there) {
    if (wanted.startsWith(AT_LEAST)) {
      return there.equals(UNBOUNDED)
          || there.matches("\\d{1,18}")
              && Long.parseLong(there) >= Long.parseLong(wanted.substring(AT_LEAST.length()));
    }
    return List.of(wanted.split(" \\| ", -1)).contains(there);
  }
}
