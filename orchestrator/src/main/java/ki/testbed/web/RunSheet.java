package ki.testbed.web;

import java.util.List;
import java.util.Optional;

/** What the page of a run shows. */
public record RunSheet(
    String id,
    String evaluation,
    String name,
    String version,
    RunLine line,
    Optional<Failure> failure,
    List<Value> values,
    List<String> absent,
    RuleRows rules,
    List<FindingRow> conformance,
    List<Fact> environment,
    List<Fact> sandbox,
    List<Item> items,
    List<Log> logs,
    List<PlotBlock> plots,
    boolean preview,
    boolean partial) {

  /** Of what was seen of the sandbox, that which says whether it was closed. */
  public List<Fact> seal() {
    return sandbox.stream().filter(Fact::isOfSeal).toList();
  }

  /** Everything else that was seen of the sandbox. */
  public List<Fact> observations() {
    return sandbox.stream().filter(fact -> !fact.isOfSeal()).toList();
  }

  /** A measured value with all that belongs to it; {@code exact} is the row's own number. */
  public record Value(
      String anchor,
      String name,
      String metric,
      String value,
      String exact,
      String bound,
      String confidence,
      String n,
      String method,
      String raw) {}

  /** A named fact. */
  public record Fact(String name, String value) {
    private boolean isOfSeal() {
      return name.equals("interfaces") || name.equals("tier") || name.contains(".reach.");
    }
  }

  /** An evidence item. */
  public record Item(
      String kind, String sha256, String bytes, String type, String at, int attempt) {}

  /** The end of a log; {@code withheld} says how much is not shown, empty if all may be. */
  public record Log(String channel, String name, String end, String size, String withheld) {}
}
