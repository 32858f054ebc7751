package ki.testbed.metrics;

import io.prometheus.client.Collector;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Series of single runs, made when they are scraped. Without a database there are none, and the
 * scrape goes on.
 */
@Component
class RunSeries extends Collector implements Collector.Describable {
  private static final Logger LOG = LoggerFactory.getLogger(RunSeries.class);

  private final WatchedRuns runs;

  RunSeries(WatchedRuns runs) {
    this.runs = runs;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    try {
      return of(runs.now());
    } catch (DataAccessException | TransactionException e) {
      LOG.warn(
          "Series of runs are left out of this scrape, as the database does not answer: {}",
          e.getMessage());
      return of(List.of());
    }
  }

  @Override
  public List<MetricFamilySamples> describe() {
    return of(List.of());
  }

  private static List<MetricFamilySamples> of(List<WatchedRun> runs) {
    var results = new ResultFamilies();
    var live = new LiveFamilies();
    runs.forEach(run -> {
      results.add(run);
      live.add(run);
    });
    return Stream.concat(results.all(), live.all()).map(Family::samples).toList();
  }
}
