package ki.testbed.rules.label;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ki.testbed.protocol.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes one {@link LabelScheme} of the five files of a scheme. */
final class SchemeReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private final Function<String, byte[]> files;
  private final SchemeFile.Main main;
  private final List<String> findings = new ArrayList<>();
  private final List<Level> levels;
  private final List<Kind> kinds;
  private final List<Scope> scopes;
  private final List<Weighting> weightings;

  SchemeReader(Function<String, byte[]> files) {
    this.files = files;
    main = file("scheme.json", SchemeFile.Main.class);
    levels =
        main.levels().stream()
            .map(line -> new Level(line.code(), line.number(), new Text(line.de(), line.en())))
            .toList();
    kinds =
        main.kinds().stream()
            .map(line -> new Kind(line.code(), new Text(line.de(), line.en()), line.assessment()))
            .toList();
    scopes =
        main.scopes().stream()
            .map(line -> new Scope(line.code(), new Text(line.de(), line.en())))
            .toList();
    weightings =
        main.weightings().stream()
            .map(line -> new Weighting(line.code(), new Text(line.de(), line.en()), line.role()))
            .toList();
  }

  LabelScheme read() {
    var scheme =
        new LabelScheme(
            main.id(),
            main.version(),
            main.name(),
            main.source(),
            levels,
            kinds,
            scopes,
            weightings,
            main.targetSource(),
            present(main.demands().stream().map(this::demand)),
            present(main.policies().stream().map(id -> known("policy", Policy.find(id), id))),
            main.dimensions().stream().map(SchemeReader::dimension).toList(),
            present(
                file("indicators.json", SchemeFile.Indicators.class).indicators().stream()
                    .map(this::indicator)),
            present(file("items.json", SchemeFile.Items.class).items().stream().map(this::item)),
            file("methods.json", SchemeFile.Methods.class).methods(),
            questions());
    findings.addAll(SchemeChecks.of(scheme, main));
    if (!findings.isEmpty()) {
      throw new SchemeRefused(findings);
    }
    return scheme;
  }

  private <T> T file(String name, Class<T> form) {
    try {
      return MAPPER.readValue(files.apply(name), form);
    } catch (JacksonException e) {
      throw new SchemeRefused(List.of(name + ": " + e.getOriginalMessage()));
    }
  }

  private Optional<Demand> demand(SchemeFile.DemandLine line) {
    var name = new Text(line.de(), line.en());
    return level(line.level())
        .map(level -> new Demand(line.need(), name, level, line.validation()));
  }

  private static Dimension dimension(SchemeFile.DimensionLine line) {
    return new Dimension(
        line.code(),
        new Text(line.de(), line.en()),
        line.criteria().stream()
            .map(one ->
                new LabelCriterion(
                    one.code(),
                    line.code(),
                    new Text(one.de(), one.en()),
                    one.externalIds(),
                    one.gated()))
            .toList());
  }

  private Optional<Indicator> indicator(SchemeFile.IndicatorLine line) {
    Optional<Kind> kind = named("kind", kinds, Kind::code, line.kind());
    Optional<Scope> scope = named("scope", scopes, Scope::code, line.scope());
    Optional<Weighting> weight = named("weighting", weightings, Weighting::code, line.weighting());
    return kind.flatMap(k ->
        scope.flatMap(s ->
            weight.map(w ->
                new Indicator(
                    line.code(),
                    line.criterion(),
                    new Text(line.de(), line.en()),
                    k,
                    s,
                    w,
                    line.measurability(),
                    same(line.code())))));
  }

  private Set<String> same(String code) {
    Set<String> group =
        main.sameAs().stream()
            .filter(one -> one.contains(code))
            .flatMap(List::stream)
            .collect(Collectors.toCollection(HashSet::new));
    group.remove(code);
    return group;
  }

  private Optional<ObservableItem> item(SchemeFile.ItemLine line) {
    var text = new Text(line.de(), line.en());
    return level(line.level())
        .map(level ->
            new ObservableItem(
                line.key(), line.indicator(), level, text, line.decidedBy(), line.check()));
  }

  private List<NeedQuestion> questions() {
    SchemeFile.Needs needs = file("needs.json", SchemeFile.Needs.class);
    return present(
        needs.questions().stream()
            .map(line ->
                known("scale", Optional.ofNullable(needs.scales().get(line.scale())), line.scale())
                    .map(answers -> question(line, answers))));
  }

  private static NeedQuestion question(SchemeFile.QuestionLine line, Map<Integer, Text> answers) {
    return new NeedQuestion(
        line.id(),
        line.type(),
        line.criterion(),
        line.category(),
        new Text(line.de(), line.en()),
        answers,
        line.inheritsFrom());
  }

  private Optional<Level> level(String code) {
    return named("level", levels, Level::code, code);
  }

  private <T> Optional<T> named(
      String what, List<T> terms, Function<T, String> code, String wanted) {
    return known(
        what, terms.stream().filter(one -> code.apply(one).equals(wanted)).findFirst(), wanted);
  }

  private <T> Optional<T> known(String what, Optional<T> found, String name) {
    if (found.isEmpty()) {
      findings.add("no " + what + " is called " + name);
    }
    return found;
  }

  private static <T> List<T> present(Stream<Optional<T>> found) {
    return found.flatMap(Optional::stream).toList();
  }
}
