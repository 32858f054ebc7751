package ki.testbed.harness;

/** CPU lists as Linux writes them: {@code 0-1} or {@code 3}; empty for none. */
final class CpuList {
  private CpuList() {}

  /** How many processors a list names. */
  static int count(String list) {
    int count = 0;
    for (String part : list.isEmpty() ? new String[0] : list.split(",", -1)) {
      int dash = part.indexOf('-');
      count +=
          dash < 0
              ? 1
              : Integer.parseInt(part.substring(dash + 1))
                  - Integer.parseInt(part.substring(0, dash))
                  + 1;
    }
    return count;
  }
}
