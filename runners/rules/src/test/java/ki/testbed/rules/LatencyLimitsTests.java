package ki.testbed.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ki.testbed.protocol.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyLimitsTests {
  @Test
  void aLimitFromAboveIsInNanoseconds() {
    assertThat(limits("latency_p99@1", "<=", "50.0000019"))
        .containsExactly(new Order.Limit("latency_p99@1", 990_000, 50_000_001, "0.95"));
    assertThat(limits("latency_p999@1", "<", "1"))
        .extracting(Order.Limit::ppm)
        .containsExactly(999_000);
  }

  @ParameterizedTest
  @CsvSource({
    "latency_p99@1,>=,50",
    "throughput@1,<=,50",
    "latency_p99@1,<=,0",
    "latency_p99@1,<=,-1",
    "latency_p99@1,<=,Infinity",
    "latency_p99@1,<=,99999999999999999999"
  })
  void nothingElseIsALimit(String metric, String operator, String value) {
    assertThat(limits(metric, operator, value)).isEmpty();
  }

  private static List<Order.Limit> limits(String metric, String operator, String value) {
    return LatencyLimits.of(List.of(ExampleRun.criterion("srv", metric, operator, value, "0.95")));
  }
}
