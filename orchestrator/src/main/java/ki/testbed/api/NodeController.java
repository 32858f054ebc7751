package ki.testbed.api;

import java.util.List;
import ki.testbed.access.Caller;
import ki.testbed.access.Right;
import ki.testbed.queue.Node;
import ki.testbed.queue.Nodes;
import ki.testbed.queue.RunQueue;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Machines for their operators; the queue for everybody, each with the own runs in it. */
@RestController
@RequestMapping(ApiRules.ROOT)
class NodeController {
  private static final int LOOKED_AT = 100;

  private final Nodes nodes;
  private final RunQueue queue;
  private final RunReading views;
  private final EntityTags tags;

  NodeController(Nodes nodes, RunQueue queue, RunReading views, EntityTags tags) {
    this.nodes = nodes;
    this.queue = queue;
    this.views = views;
    this.tags = tags;
  }

  @GetMapping("/nodes")
  Listing<Node> all(@AuthenticationPrincipal Caller caller) {
    caller.require(Right.OPERATIONS_READ);
    return Listing.whole(nodes.all());
  }

  @GetMapping("/nodes/{id}")
  ResponseEntity<Node> one(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    caller.require(Right.OPERATIONS_READ);
    return tags.tagged(nodes.find(id).orElseThrow(Missing::object));
  }

  @GetMapping("/queue")
  QueueView queue(@AuthenticationPrincipal Caller caller) {
    List<RunView> own =
        caller.may(Right.EVALUATION_READ) ? views.waiting(caller, LOOKED_AT).toList() : List.of();
    return new QueueView(queue.length(), own);
  }

  /**
   * The queue.
   *
   * @param length all runs that wait
   * @param own those of the caller's organisation
   */
  record QueueView(long length, List<RunView> own) {}
}
