package ki.testbed.rules.label;

import static ki.testbed.rules.label.NeedQuestion.Type.AF;
import static ki.testbed.rules.label.NeedQuestion.Type.EF;
import static ki.testbed.rules.label.NeedQuestion.Type.GF;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ki.testbed.rules.CanonicalJson;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** From answers to the protection need of each label criterion. */
public final class Needs {
  /** From this basic answer on, further questions of the dimension are not asked. */
  private static final int SETTLED = 3;

  private final LabelScheme scheme;
  private final NeedAnswers answers;
  private final Map<String, NeedResult> results = new HashMap<>();

  private Needs(LabelScheme scheme, NeedAnswers answers) {
    this.scheme = scheme;
    this.answers = answers;
  }

  /**
   * One result per label criterion, in their order.
   *
   * @throws IllegalArgumentException if label criteria inherit from each other in a circle
   */
  public static List<NeedResult> of(LabelScheme scheme, NeedAnswers answers) {
    var needs = new Needs(scheme, answers);
    return scheme.criteria().map(one -> needs.result(one, List.of())).toList();
  }

  /** Targets of all label criteria: what their needs demand. */
  public static Map<String, Target> targets(LabelScheme scheme, List<NeedResult> needs) {
    Map<String, Target> targets = new LinkedHashMap<>();
    needs.forEach(need -> targets.put(need.criterion(), target(scheme, need.value())));
    return targets;
  }

  private static Target target(LabelScheme scheme, NeedResult.Value value) {
    return switch (value) {
      case NeedResult.Value.NotRelevant _ -> new Target.NotRelevant();
      case NeedResult.Value.Open _ -> new Target.Open();
      case NeedResult.Value.Need known ->
          new Target.AtLeast(demand(scheme, known.need()).level().number());
    };
  }

  /** What the highest need asks for; OPTIONAL while none is known. */
  public static Validation validation(LabelScheme scheme, List<NeedResult> needs) {
    return needs.stream()
        .map(NeedResult::value)
        .flatMap(value ->
            value instanceof NeedResult.Value.Need known ? Stream.of(known.need()) : Stream.empty())
        .max(Integer::compare)
        .map(need -> demand(scheme, need).validation())
        .orElse(Validation.OPTIONAL);
  }

  private static Demand demand(LabelScheme scheme, int need) {
    return scheme.demands().stream().filter(one -> one.need() == need).findFirst().orElseThrow();
  }

  private NeedResult result(LabelCriterion criterion, List<String> above) {
    if (above.contains(criterion.code())) {
      throw new IllegalArgumentException("needs are inherited in a circle: " + above);
    }
    NeedResult known = results.get(criterion.code());
    if (known == null) {
      known = new Inquiry(criterion, append(above, criterion.code())).result();
      results.put(criterion.code(), known);
    }
    return known;
  }

  private static List<String> append(List<String> list, String one) {
    return Stream.concat(list.stream(), Stream.of(one)).toList();
  }

  /** The questions of one label criterion. */
  private final class Inquiry {
    private final LabelCriterion criterion;
    private final List<String> above;
    private final ObjectNode used = JsonNodeFactory.instance.objectNode();
    private final List<String> missing = new ArrayList<>();

    Inquiry(LabelCriterion criterion, List<String> above) {
      this.criterion = criterion;
      this.above = above;
    }

    NeedResult result() {
      NeedResult.Value value = value();
      return new NeedResult(criterion.code(), value, CanonicalJson.hash(used));
    }

    private NeedResult.Value value() {
      List<Integer> gates = asked(questions(criterion, AF));
      if (!missing.isEmpty()) {
        return open();
      }
      if (criterion.gated() && gates.stream().allMatch(answer -> answer == 1)) {
        return new NeedResult.Value.NotRelevant();
      }
      List<Integer> basic = asked(questions(criterion, GF));
      List<Integer> further = further();
      if (!missing.isEmpty() || basic.isEmpty() && further.isEmpty()) {
        return open();
      }
      return new NeedResult.Value.Need(NeedFormula.of(basic, further));
    }

    private NeedResult.Value open() {
      return new NeedResult.Value.Open(missing.stream().distinct().sorted().toList());
    }

    /** Further questions are left out once a basic one of the dimension settles the matter. */
    private List<Integer> further() {
      List<NeedQuestion> questions = questions(criterion, EF);
      if (questions.isEmpty() || !questions(criterion, GF).isEmpty() && settled()) {
        return List.of();
      }
      return asked(questions);
    }

    private boolean settled() {
      List<String> unanswered = new ArrayList<>();
      boolean settled = false;
      for (LabelCriterion one : dimension().criteria()) {
        if (relevant(one, unanswered)) {
          for (NeedQuestion question : questions(one, GF)) {
            settled |= counts(one, question) && settles(question, unanswered);
          }
        }
      }
      if (!settled) {
        missing.addAll(unanswered);
      }
      return settled;
    }

    /** What another one inherits from this dimension comes later than the needs there. */
    private boolean counts(LabelCriterion one, NeedQuestion question) {
      return one.equals(criterion)
          || question
              .inheritsFrom()
              .flatMap(scheme::criterion)
              .filter(source -> source.dimension().equals(criterion.dimension()))
              .isEmpty();
    }

    private boolean settles(NeedQuestion question, List<String> unanswered) {
      return switch (answer(question)) {
        case NeedResult.Value.Need answer -> {
          used.put(question.id(), answer.need());
          yield answer.need() >= SETTLED;
        }
        case NeedResult.Value.NotRelevant _ -> false;
        case NeedResult.Value.Open open -> {
          unanswered.addAll(open.missing());
          yield false;
        }
      };
    }

    private boolean relevant(LabelCriterion one, List<String> unanswered) {
      if (!one.gated()) {
        return true;
      }
      List<NeedQuestion> gates = questions(one, AF);
      gates.stream()
          .filter(gate -> answers.to(gate).isEmpty())
          .forEach(gate -> unanswered.add(gate.id()));
      return gates.stream().anyMatch(gate -> answers.to(gate).filter(a -> a != 1).isPresent());
    }

    private Dimension dimension() {
      return scheme.dimensions().stream()
          .filter(one -> one.code().equals(criterion.dimension()))
          .findFirst()
          .orElseThrow();
    }

    /** Answers to these; those that are missing are noted. */
    private List<Integer> asked(List<NeedQuestion> questions) {
      List<Integer> given = new ArrayList<>();
      for (NeedQuestion question : questions) {
        switch (answer(question)) {
          case NeedResult.Value.Need answer -> {
            used.put(question.id(), answer.need());
            given.add(answer.need());
          }
          case NeedResult.Value.NotRelevant _ -> used.put(question.id(), "NOT_RELEVANT");
          case NeedResult.Value.Open open -> missing.addAll(open.missing());
        }
      }
      return given;
    }

    private NeedResult.Value answer(NeedQuestion question) {
      Optional<LabelCriterion> source = question.inheritsFrom().flatMap(scheme::criterion);
      if (source.isPresent()) {
        return Needs.this.result(source.get(), above).value();
      }
      return answers
          .to(question)
          .<NeedResult.Value>map(NeedResult.Value.Need::new)
          .orElseGet(() -> new NeedResult.Value.Open(List.of(question.id())));
    }
  }

  private List<NeedQuestion> questions(LabelCriterion criterion, NeedQuestion.Type type) {
    return scheme.questions().stream()
        .filter(one -> one.criterion().equals(criterion.code()) && one.type() == type)
        .toList();
  }
}
