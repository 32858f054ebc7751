package ki.testbed.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Records of a pax extended header, {@code "<length> <key>=<value>\n"}; only those that matter are
 * kept.
 */
final class PaxRecords {
  static final PaxRecords NONE = new PaxRecords();
  private static final String ATTRIBUTE = "SCHILY.xattr.";
  private static final String TRUSTED = ATTRIBUTE + "trusted.";
  private static final Set<String> KEPT =
      Set.of(
          "path",
          "linkpath",
          "size",
          "GNU.sparse.major",
          "GNU.sparse.map",
          "GNU.sparse.name",
          "GNU.sparse.size",
          "GNU.sparse.realsize",
          ATTRIBUTE + "security.capability");

  private final Map<String, byte[]> values = new HashMap<>();
  private String trusted = "";

  private PaxRecords() {}

  /** Absent if the bytes are no such records. */
  static Optional<PaxRecords> parse(byte[] bytes) {
    var records = new PaxRecords();
    int at = 0;
    while (at < bytes.length) {
      int next = records.take(bytes, at);
      if (next <= at) {
        return Optional.empty();
      }
      at = next;
    }
    return Optional.of(records);
  }

  private int take(byte[] bytes, int start) {
    int space = indexOf(bytes, ' ', start, Math.min(bytes.length, start + 10));
    int end = space < 0 ? -1 : start + length(bytes, start, space);
    if (end <= space + 1 || end > bytes.length || bytes[end - 1] != '\n') {
      return -1;
    }
    int equals = indexOf(bytes, '=', space + 1, end - 1);
    return equals < 0 || !keep(bytes, space + 1, equals, end - 1) ? -1 : end;
  }

  private boolean keep(byte[] bytes, int start, int equals, int end) {
    String key = new String(bytes, start, equals - start, StandardCharsets.UTF_8);
    if (key.startsWith(TRUSTED) && trusted.isEmpty()) {
      trusted = key.substring(ATTRIBUTE.length());
    }
    if (KEPT.contains(key) && equals + 1 < end) {
      values.put(key, Arrays.copyOfRange(bytes, equals + 1, end));
    }
    boolean isName = key.equals("path") || key.equals("linkpath");
    return !isName || indexOf(bytes, 0, equals + 1, end) < 0;
  }

  private static int length(byte[] bytes, int start, int space) {
    long value = 0;
    for (int i = start; i < space; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return -1;
      }
      value = value * 10 + bytes[i] - '0';
    }
    return value > bytes.length ? -1 : (int) value;
  }

  private static int indexOf(byte[] bytes, int wanted, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  byte[] path(byte[] otherwise) {
    return isSparse()
        ? value("GNU.sparse.name", value("path", otherwise))
        : value("path", otherwise);
  }

  byte[] linkPath(byte[] otherwise) {
    return value("linkpath", otherwise);
  }

  long size(long otherwise) {
    return number("size", otherwise);
  }

  long expanded(long size) {
    return isSparse() ? number("GNU.sparse.realsize", number("GNU.sparse.size", size)) : size;
  }

  boolean capabilities() {
    return values.containsKey(ATTRIBUTE + "security.capability");
  }

  String trusted() {
    return trusted;
  }

  private boolean isSparse() {
    return values.containsKey("GNU.sparse.major") || values.containsKey("GNU.sparse.map");
  }

  private byte[] value(String key, byte[] otherwise) {
    return values.getOrDefault(key, otherwise);
  }

  private long number(String key, long otherwise) {
    byte[] value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    String digits = new String(value, StandardCharsets.US_ASCII);
    return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : -1;
  }
}
