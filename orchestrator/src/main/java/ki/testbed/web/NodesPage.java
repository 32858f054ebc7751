package ki.testbed.web;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import ki.testbed.access.Caller;
import ki.testbed.access.Right;
import ki.testbed.queue.Node;
import ki.testbed.queue.Nodes;
import ki.testbed.queue.RunQueue;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Machines and the length of the queue, for operators. */
@Controller
class NodesPage {
  private final Nodes nodes;
  private final RunQueue queue;
  private final PhraseBook phrases;

  NodesPage(Nodes nodes, RunQueue queue, PhraseBook phrases) {
    this.nodes = nodes;
    this.queue = queue;
    this.phrases = phrases;
  }

  @GetMapping("/nodes")
  String show(@AuthenticationPrincipal Caller caller, Locale locale, Model model) {
    caller.require(Right.OPERATIONS_READ);
    Phrases words = phrases.in(locale);
    model.addAttribute("rows", nodes.all().stream().map(node -> Row.of(node, words)).toList());
    model.addAttribute("waiting", words.figures().count(queue.length()));
    return "nodes";
  }

  /** A machine. */
  public record Row(
      String id,
      String backend,
      String tier,
      String cpus,
      String memory,
      Badge state,
      String why,
      String seen,
      List<String> details) {
    static Row of(Node node, Phrases words) {
      return new Row(
          node.id(),
          node.backend(),
          node.tier(),
          Integer.toString(node.cpus()),
          words.figures().bytes(node.memoryBytes()),
          badge(node, words),
          node.why(),
          words.time(node.seenAt()),
          new TreeMap<>(node.details())
              .entrySet().stream().map(one -> one.getKey() + ": " + one.getValue()).toList());
    }

    private static Badge badge(Node node, Phrases words) {
      String shape =
          switch (node.state()) {
            case READY -> "met";
            case CORDONED -> "void";
            case SUSPECT -> "open";
            case DOWN -> "not-met";
          };
      return new Badge(shape, words.word("node.state", node.state()));
    }
  }
}
