package ki.testbed.metrics;

import static ki.testbed.metrics.MeterNames.RUN_DESCRIPTION;

import io.prometheus.client.Collector;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import ki.testbed.evaluation.ObservedRun;
import ki.testbed.evaluation.Run;
import ki.testbed.evaluation.RunOverview;
import ki.testbed.evaluation.RunState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Series of single runs, made of what is stored at each scrape: started runs first, then those that
 * ended lately, up to the bound. So they are the same after a restart.
 */
@Component
class RunSeries extends Collector implements Collector.Describable {
  private static final Logger LOG = LoggerFactory.getLogger(RunSeries.class);
  private static final Set<MeterNames> METERS =
      EnumSet.range(MeterNames.RUN_LATENCY, MeterNames.LIVE_CPU);
  private static final Comparator<ObservedRun> STARTED_FIRST =
      Comparator.comparing(seen -> seen.run().state().terminal());

  private final RunOverview overview;
  private final EndedRuns ended;
  private final MetricsProperties settings;
  private final InstantSource clock;

  RunSeries(
      RunOverview overview, EndedRuns ended, MetricsProperties settings, InstantSource clock) {
    this.overview = overview;
    this.ended = ended;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public List<MetricFamilySamples> describe() {
    return new Families(METERS).all();
  }

  @Override
  public List<MetricFamilySamples> collect() {
    var families = new Families(METERS);
    try {
      watched().forEach(seen -> add(families, seen));
    } catch (DataAccessException e) {
      LOG.warn("Series of runs are missing until the database answers: {}", e.getMessage());
      return describe();
    }
    return families.all();
  }

  private List<ObservedRun> watched() {
    Instant since = clock.instant().minus(settings.keep());
    List<ObservedRun> runs =
        overview.observed(since, settings.runs()).stream()
            .filter(seen -> seen.run().state() != RunState.QUEUED)
            .sorted(STARTED_FIRST)
            .limit(settings.runs())
            .toList();
    ended.keepOnly(runs.stream().map(seen -> seen.run().id()).collect(Collectors.toSet()));
    return runs;
  }

  private void add(Families families, ObservedRun seen) {
    Run run = seen.run();
    String id = run.id().toString();
    families.add(
        RUN_DESCRIPTION,
        1,
        id,
        run.scenario().id(),
        seen.grade().name(),
        run.validity().map(Enum::name).orElse("NONE"),
        seen.backend().orElse("none"),
        seen.node().orElse("none"));
    if (run.state().terminal()) {
      ended.figures(run).addTo(families, id);
    } else {
      LiveRuns.add(families, id, overview.live(run.id()));
    }
  }
}
