package ki.testbed.rules.label;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ki.testbed.protocol.Text;

/**
 * A standard as data: nothing in code knows one of its codes.
 *
 * @param source where codes and attributes come from
 * @param demands what each need asks for, empty unless needs decide; one for a fixed target
 * @param policies ids of the {@link Policy policies} that are shown, the default first
 */
public record LabelScheme(
    String id,
    String version,
    Text name,
    String source,
    List<Level> levels,
    List<Kind> kinds,
    List<Scope> scopes,
    List<Weighting> weightings,
    TargetSource targetSource,
    List<Demand> demands,
    List<Policy> policies,
    List<Dimension> dimensions,
    List<Indicator> indicators,
    List<ObservableItem> items,
    List<Method> methods,
    List<NeedQuestion> questions) {

  public LabelScheme {
    levels = List.copyOf(levels);
    kinds = List.copyOf(kinds);
    scopes = List.copyOf(scopes);
    weightings = List.copyOf(weightings);
    demands = List.copyOf(demands);
    policies = List.copyOf(policies);
    dimensions = List.copyOf(dimensions);
    indicators = List.copyOf(indicators);
    items = List.copyOf(items);
    methods = List.copyOf(methods);
    questions = List.copyOf(questions);
  }

  /** As plans name it, for example {@code mission-ki/1}. */
  public String ref() {
    return id + "/" + version;
  }

  /** All label criteria, in the order of their dimensions. */
  public Stream<LabelCriterion> criteria() {
    return dimensions.stream().flatMap(dimension -> dimension.criteria().stream());
  }

  /** The label criterion with this code. */
  public Optional<LabelCriterion> criterion(String code) {
    return criteria().filter(one -> one.code().equals(code)).findFirst();
  }

  /** The indicator with this code. */
  public Optional<Indicator> indicator(String code) {
    return indicators.stream().filter(one -> one.code().equals(code)).findFirst();
  }

  /** Indicators of this label criterion. */
  public List<Indicator> indicatorsOf(String criterion) {
    return indicators.stream().filter(one -> one.criterion().equals(criterion)).toList();
  }

  /** The level with this code. */
  public Optional<Level> level(String code) {
    return levels.stream().filter(one -> one.code().equals(code)).findFirst();
  }

  /** The level with this number. */
  public Optional<Level> level(int number) {
    return levels.stream().filter(one -> one.number() == number).findFirst();
  }

  /** The worst level. */
  public Level lowest() {
    return levels.stream().min(Comparator.comparing(Level::number)).orElseThrow();
  }

  /** The best level. */
  public Level highest() {
    return levels.stream().max(Comparator.comparing(Level::number)).orElseThrow();
  }
}
