package ki.testbed.rules;

import java.util.Optional;
import java.util.OptionalLong;
import ki.testbed.protocol.Sha256;

/**
 * A value observed in a run.
 *
 * @param metric id and version: {@code latency_p99@1}
 * @param n exchanges, samples or readings it rests on
 * @param nEff what n is worth after the correction for dependence, where one was made
 * @param v the correction, at least 1
 * @param lower one-sided lower bound at the confidence
 * @param upper one-sided upper bound at the confidence; infinite where only that can be said
 * @param confidence of each bound alone, for example 0.99
 * @param method id and version of the estimate, or the source of a reading
 * @param rawSha256 of the raw rows it follows from
 */
public record Measurement(
    String metric,
    Decimal value,
    String unit,
    long n,
    OptionalLong nEff,
    Optional<Decimal> v,
    Optional<Decimal> lower,
    Optional<Decimal> upper,
    Optional<Decimal> confidence,
    String method,
    Optional<Sha256> rawSha256) {}
