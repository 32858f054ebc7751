package ki.testbed.rules;

import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Builds a tree from the events of a YAML parser and notes what strict YAML forbids; stops where it
 * cannot go on.
 */
final class YamlTree {
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(StrictYaml.MAX_BYTES).build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final YamlFindings findings;

  YamlTree(String findingId) {
    this.findings = new YamlFindings(findingId);
  }

  Checked<JsonNode> read(String text) {
    Optional<JsonNode> root = Optional.empty();
    try {
      root = document(new Parse(SETTINGS).parseString(text).iterator());
    } catch (MarkedYamlEngineException e) {
      findings.syntax(e.getProblemMark());
    } catch (YamlEngineException e) {
      findings.syntax(Optional.empty());
    } catch (TooDeep e) {
      findings.tooDeep(e.where);
    }
    return findings.list().isEmpty()
        ? Checked.of(root.orElseThrow(), findings.list())
        : Checked.refused(findings.list());
  }

  private Optional<JsonNode> document(Iterator<Event> events) {
    Optional<JsonNode> root = Optional.empty();
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof NodeEvent node) {
        if (root.isPresent()) {
          findings.secondDocument(node);
          return root;
        }
        root = Optional.of(node(node, events, 1));
      }
    }
    if (root.isEmpty()) {
      findings.empty();
    }
    return root;
  }

  private JsonNode node(NodeEvent event, Iterator<Event> events, int depth) {
    if (event.getAnchor().isPresent() && !(event instanceof AliasEvent)) {
      findings.anchor(event);
    }
    return switch (event) {
      case ScalarEvent scalar -> scalar(scalar);
      case MappingStartEvent start -> mapping(opened(start, depth), events, depth);
      case CollectionStartEvent start -> sequence(opened(start, depth), events, depth);
      // open set: events of the YAML library; what is left here is an alias
      default -> {
        findings.alias(event);
        yield NODES.nullNode();
      }
    };
  }

  private <T extends CollectionStartEvent> T opened(T start, int depth) {
    if (depth > StrictYaml.MAX_DEPTH) {
      throw new TooDeep(start);
    }
    if (start.getTag().isPresent()) {
      findings.tag(start);
    }
    return start;
  }

  private JsonNode scalar(ScalarEvent scalar) {
    if (scalar.getTag().isPresent()) {
      findings.tag(scalar);
    }
    return scalar.isPlain()
        ? YamlScalars.resolve(scalar.getValue())
        : NODES.stringNode(scalar.getValue());
  }

  private JsonNode sequence(CollectionStartEvent start, Iterator<Event> events, int depth) {
    var array = NODES.arrayNode();
    for (Event event = events.next(); event instanceof NodeEvent element; event = events.next()) {
      array.add(node(element, events, depth + 1));
    }
    return array;
  }

  private JsonNode mapping(MappingStartEvent start, Iterator<Event> events, int depth) {
    var object = NODES.objectNode();
    for (Event event = events.next(); event instanceof NodeEvent key; event = events.next()) {
      node(key, events, depth + 1);
      JsonNode value = node((NodeEvent) events.next(), events, depth + 1);
      if (!(key instanceof ScalarEvent scalar)) {
        findings.keyIsNoText(key);
      } else if (object.has(scalar.getValue())) {
        findings.duplicate(scalar);
      } else {
        object.set(scalar.getValue(), value);
      }
    }
    return object;
  }

  private static final class TooDeep extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Event where;

    TooDeep(Event where) {
      this.where = where;
    }
  }
}
