package ki.testbed.rules;

import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import ki.testbed.protocol.Text;

/**
 * Verdicts in sentences. Numbers are shown with at most six digits after the point; what was
 * compared is not rounded.
 */
final class Words {
  static final Text PENDING =
      new Text("Der Lauf ist noch nicht beendet.", "The run has not ended yet.");
  static final Text NO_BOUNDS =
      new Text("Zu diesem Wert gibt es keine Schranken.", "This value has no bounds.");
  private static final int DIGITS = 6;

  private Words() {}

  static Text reasons(List<ValidityReason> reasons) {
    return new Text(
        reasons.stream().map(reason -> reason.text().de()).collect(Collectors.joining(" ")),
        reasons.stream().map(reason -> reason.text().en()).collect(Collectors.joining(" ")));
  }

  static Text absent(Optional<Absent> absent) {
    String why = absent.map(one -> " (" + one.why() + ")").orElse("");
    return new Text(
        "Dieser Wert wurde nicht gemessen" + why + ".", "This value was not measured" + why + ".");
  }

  static Text unit(Measurement measurement, Criterion criterion) {
    return new Text(
        "Gemessen wurde in %s, die Schwelle ist in %s."
            .formatted(measurement.unit(), criterion.unit()),
        "Measured in %s, but the threshold is in %s."
            .formatted(measurement.unit(), criterion.unit()));
  }

  static Text decided(VerdictValue value, Bound bound, Decimal deciding, Criterion criterion) {
    boolean met = value == VerdictValue.MET;
    String notDe = met ? "" : bound == Bound.VALUE ? "nicht " : "";
    String notEn = met ? "" : bound == Bound.VALUE ? "not " : "";
    String evenDe = met || bound == Bound.VALUE ? "" : "nicht einmal ";
    String evenEn = met || bound == Bound.VALUE ? "" : "not even ";
    return new Text(
        capital(evenDe + bound.text().de() + " " + de(deciding, criterion.unit()))
            + " ist "
            + notDe
            + criterion.operator().words().de()
            + " "
            + de(criterion.value(), criterion.unit())
            + ".",
        capital(evenEn + bound.text().en() + " " + en(deciding, criterion.unit()))
            + " is "
            + notEn
            + criterion.operator().words().en()
            + " "
            + en(criterion.value(), criterion.unit())
            + ".");
  }

  static Text between(Measurement measurement, Criterion criterion) {
    Decimal lower = Bound.LOWER.of(measurement);
    Decimal upper = Bound.UPPER.of(measurement);
    String unit = criterion.unit();
    return new Text(
        "Die Schwelle %s liegt zwischen den Schranken %s und %s."
            .formatted(de(criterion.value(), unit), de(lower, unit), de(upper, unit)),
        "The threshold %s lies between the bounds %s and %s."
            .formatted(en(criterion.value(), unit), en(lower, unit), en(upper, unit)));
  }

  static Text repeats(VerdictValue value, Repeats repeats, List<Verdict> verdicts) {
    long same = verdicts.stream().filter(one -> one.value() == value).count();
    return new Text(
        "%d von %d Läufen: %s; nötig sind %d."
            .formatted(same, repeats.runs(), value, repeats.need()),
        "%d of %d runs: %s; %d are needed.".formatted(same, repeats.runs(), value, repeats.need()));
  }

  private static String de(Decimal number, String unit) {
    return number.isInfinite() ? "unendlich" : rounded(number).replace('.', ',') + unit(unit);
  }

  private static String en(Decimal number, String unit) {
    return number.isInfinite() ? "infinity" : rounded(number) + unit(unit);
  }

  private static String rounded(Decimal number) {
    return number
        .finite()
        .map(n ->
            Decimal.of(n.setScale(Math.min(Math.max(n.scale(), 0), DIGITS), RoundingMode.HALF_UP))
                .toString())
        .orElseThrow();
  }

  private static String unit(String unit) {
    return unit.equals("1") ? "" : " " + unit;
  }

  private static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }
}
