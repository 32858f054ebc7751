package ki.testbed.queue.planner;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who starts now: in the order class, age; one run per free node; a run that cannot start does not
 * block the next one, but for those of its own group. The images of the first runs are brought to
 * their node ahead of their turn.
 */
public final class Planner {
  /** How many runs may have their images brought to a node before it is their turn. */
  private static final int PREPARED_AHEAD = 2;

  private final PlannerState state;
  private final Instant now;
  private final Set<String> taken = new HashSet<>();

  private Planner(PlannerState state, Instant now) {
    this.state = state;
    this.now = now;
    state.places().stream().filter(Place::claimed).map(Place::node).forEach(taken::add);
  }

  /** One decision per waiting run, in the order of the queue. */
  public static List<Planned> plan(PlannerState state, Instant now) {
    return new Planner(state, now).plan();
  }

  private List<Planned> plan() {
    var plan = new ArrayList<Planned>();
    int ahead = 0;
    var held = new HashSet<UUID>();
    for (Candidate run : state.waiting().stream().sorted(Candidate.ORDER).toList()) {
      Planned planned = planned(run, ahead, held.contains(run.group()));
      plan.add(planned);
      if (!(planned instanceof Planned.Start)) {
        held.add(run.group());
        ahead++;
      }
    }
    return plan;
  }

  private Planned planned(Candidate run, int ahead, boolean groupHeld) {
    if (run.notBefore().isAfter(now)) {
      return new Planned.Hold(run, HoldReason.RETRY, ahead);
    }
    List<Place> fitting = state.places().stream().filter(place -> place.holds(run.need())).toList();
    List<Place> ready = fitting.stream().filter(Place::ready).toList();
    Optional<Place> free = groupHeld ? Optional.empty() : take(ready, run);
    if (free.isPresent()) {
      return new Planned.Start(run, free.get().node());
    }
    Optional<Place> without = ready.stream().filter(place -> !has(place, run)).findFirst();
    if (without.isPresent() && ahead < PREPARED_AHEAD) {
      return new Planned.Prepare(run, without.get().node());
    }
    return new Planned.Hold(run, why(fitting, ready, run, ahead), ahead);
  }

  private Optional<Place> take(List<Place> ready, Candidate run) {
    return ready.stream().filter(place -> has(place, run) && taken.add(place.node())).findFirst();
  }

  private static boolean has(Place place, Candidate run) {
    return run.imageOn().contains(place.node());
  }

  private static HoldReason why(List<Place> fitting, List<Place> ready, Candidate run, int ahead) {
    if (fitting.isEmpty()) {
      return HoldReason.UNSATISFIABLE;
    }
    if (ready.isEmpty()) {
      return HoldReason.NODE_HEALTH;
    }
    if (ahead > 0) {
      return HoldReason.AHEAD;
    }
    return ready.stream().anyMatch(place -> has(place, run))
        ? HoldReason.CAPACITY
        : HoldReason.IMAGE;
  }
}
