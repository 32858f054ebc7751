package ki.testbed.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import ki.testbed.evidence.MeasurementRow;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.Measurement;

/**
 * A measured value as its row has it.
 *
 * @param ciLow one-sided lower bound at the confidence
 * @param ciHigh one-sided upper bound at the confidence
 * @param confidence of each bound alone
 * @param twoSided confidence of both bounds together, 2 c - 1
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record MeasurementView(
    UUID id,
    int attempt,
    String metric,
    Amount value,
    String unit,
    long n,
    OptionalLong nEff,
    Optional<Amount> ciLow,
    Optional<Amount> ciHigh,
    Optional<Amount> confidence,
    Optional<Amount> twoSided,
    String method,
    Optional<Sha256> rawSha256,
    Instant at) {
  static MeasurementView of(MeasurementRow row) {
    Measurement one = row.measurement();
    return new MeasurementView(
        row.id(),
        row.attempt(),
        one.metric(),
        new Amount(one.value()),
        one.unit(),
        one.n(),
        one.nEff(),
        one.lower().map(Amount::new),
        one.upper().map(Amount::new),
        one.confidence().map(Amount::new),
        one.confidence().flatMap(MeasurementView::twoSided),
        one.method(),
        one.rawSha256(),
        row.at());
  }

  /** Confidence of an interval made of two bounds of this confidence. */
  static Optional<Amount> twoSided(Decimal confidence) {
    return confidence
        .finite()
        .map(c ->
            new Amount(
                Decimal.of(
                    c.multiply(java.math.BigDecimal.TWO).subtract(java.math.BigDecimal.ONE))));
  }
}
