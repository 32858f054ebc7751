package ki.testbed.samples.hostile;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request as far as this server cares. */
record Asked(String path, String body) {
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]*)\"");
  private static final Pattern SHAPE = Pattern.compile("\"shape\"\\s*:\\s*\\[(\\d+)");
  private static final Pattern DATA = Pattern.compile("\"data\"\\s*:\\s*\\[([^]]*)]");

  static Asked read(BufferedInputStream in) throws IOException {
    String first = line(in);
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String[] parts = header.split(":", 2);
      if (parts[0].equalsIgnoreCase("content-length")) {
        length = Integer.parseInt(parts[1].strip());
      }
    }
    byte[] body = in.readNBytes(length);
    return new Asked(first.split(" ")[1], new String(body, StandardCharsets.UTF_8));
  }

  private static String line(BufferedInputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  boolean inference() {
    return path.equals("/v2/models/langid/infer");
  }

  String id() {
    Matcher id = ID.matcher(body);
    return id.find() ? id.group(1) : "";
  }

  /** Whether the shape says as many values as there are; good enough for single texts. */
  boolean wellShaped() {
    Matcher shape = SHAPE.matcher(body);
    Matcher data = DATA.matcher(body);
    return shape.find()
        && data.find()
        && Integer.parseInt(shape.group(1)) == data.group(1).split("\",").length;
  }
}
