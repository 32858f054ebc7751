package ki.testbed.evaluation;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells operators what is wrong with a node: in the log, and for good in the database. */
@Component
class Incidents {
  private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);

  private final IncidentStore store;
  private final InstantSource clock;

  Incidents(IncidentStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  void tell(IncidentStore.Kind kind, String node, Optional<UUID> run, String detail) {
    LOG.error("{} on node {}: {}", kind, node, detail);
    store.append(kind, node, run, detail, clock.instant());
  }

  /** The latest of a node first. */
  List<String> latest(String node) {
    return store.latest(node, 100);
  }
}
