package ki.testbed.queue.planner;

import java.util.List;

/** Everything a plan rests on. */
public record PlannerState(List<Place> places, List<Candidate> waiting) {
  public PlannerState {
    places = List.copyOf(places);
    waiting = List.copyOf(waiting);
  }
}
