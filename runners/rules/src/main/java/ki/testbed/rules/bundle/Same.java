package ki.testbed.rules.bundle;

import java.util.Set;
import java.util.TreeSet;
import ki.testbed.rules.Decimal;
import tools.jackson.databind.JsonNode;

/** Equality of computed numbers: integers exactly, decimals within 1e-9 of each other. */
final class Same {
  private static final double RELATIVE = 1e-9;

  private Same() {}

  static boolean same(JsonNode one, JsonNode other) {
    if (one.isObject() && other.isObject()) {
      Set<String> names = new TreeSet<>(one.propertyNames());
      names.addAll(other.propertyNames());
      return names.stream().allMatch(name -> same(one.path(name), other.path(name)));
    }
    if (one.isArray() && other.isArray()) {
      boolean same = one.size() == other.size();
      for (int i = 0; same && i < one.size(); i++) {
        same = same(one.get(i), other.get(i));
      }
      return same;
    }
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    return one.isString() && other.isString()
        ? text(one.stringValue(), other.stringValue())
        : one.equals(other);
  }

  private static boolean text(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    boolean decimals = one.contains(".") && Decimal.isPlain(one) && Decimal.isPlain(other);
    return decimals && near(Double.parseDouble(one), Double.parseDouble(other));
  }

  private static boolean near(double one, double other) {
    return Math.abs(one - other) <= RELATIVE * Math.max(Math.abs(one), Math.abs(other));
  }
}
