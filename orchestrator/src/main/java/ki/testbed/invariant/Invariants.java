package ki.testbed.invariant;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import ki.testbed.evaluation.EvaluationProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** Looks every hour whether all that must hold does hold, and remembers what it saw. */
@Component
public class Invariants {
  private static final Logger LOG = LoggerFactory.getLogger(Invariants.class);
  private static final int SHOWN = 5;

  private final InvariantStore store;
  private final List<Check> checks;
  private final EvaluationProperties settings;
  private final TransactionOperations transactions;
  private final Map<Invariant, Integer> counts = new ConcurrentHashMap<>();

  Invariants(
      InvariantStore store,
      List<Check> checks,
      EvaluationProperties settings,
      TransactionOperations transactions) {
    this.store = store;
    this.checks = checks;
    this.settings = settings;
    this.transactions = transactions;
  }

  /** Violations of each invariant when it was last looked at; empty before the first look. */
  public Map<Invariant, Integer> counts() {
    return Map.copyOf(counts);
  }

  /** All that is wrong now. */
  public List<Violation> violations() {
    List<Violation> all =
        Objects.requireNonNull(
            transactions.execute(_ -> {
              store.attempts(settings.attempts());
              return Arrays.stream(Invariant.values())
                  .flatMap(one -> store.violations(one).stream())
                  .toList();
            }));
    remember(all);
    return all;
  }

  private void remember(List<Violation> all) {
    Map<Invariant, Long> found =
        all.stream().collect(Collectors.groupingBy(Violation::invariant, Collectors.counting()));
    for (Invariant one : Invariant.values()) {
      counts.put(one, found.getOrDefault(one, 0L).intValue());
    }
  }

  /** Every hour, the first time soon after the start. */
  @Scheduled(
      initialDelayString = "${testbed.invariant.first:1m}",
      fixedDelayString = "${testbed.invariant.every:1h}")
  public void look() {
    try {
      checks.forEach(Check::look);
      List<Violation> all = violations();
      all.stream()
          .limit(SHOWN)
          .forEach(one ->
              LOG.error(
                  "{} does not hold: {} {}; keep the database and ask the developers",
                  one.invariant(),
                  one.subject(),
                  one.detail()));
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("Invariants are looked at later, as the database failed: {}", e.getMessage());
    }
  }
}
