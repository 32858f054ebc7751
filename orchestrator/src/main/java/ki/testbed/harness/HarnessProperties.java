package ki.testbed.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import ki.testbed.sandbox.Resources;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The runner and how it is followed.
 *
 * @param image the runner's image as written by docker save, with its id and its layers in files
 *     beside it that end in {@code .id} and {@code .layers}
 * @param others runners the operator approved beside our own, by the name plans use, in the same
 *     form
 * @param cpu processors of the runner where nothing is pinned
 * @param stdout most bytes of events of one run
 * @param body most bytes of one answer
 * @param inFlight most exchanges in flight or waiting
 * @param exchange least deadline of one exchange; ten times the smallest planned limit if longer
 * @param warmUp longest warm-up
 * @param cancelGrace how long a cancelled runner may take to say what it has
 * @param readEvents longest time to read all events of a run again
 * @param keptLog most bytes kept of each part's log, its end
 * @param sampling time between two readings of the SUT's counters where the engine is on this
 *     machine
 * @param slowSampling the same where it is not
 */
@ConfigurationProperties("testbed.runner")
public record HarnessProperties(
    @DefaultValue("runner-image.tar") Path image,
    @DefaultValue Map<String, Path> others,
    @DefaultValue("1") double cpu,
    @DefaultValue("1GB") DataSize memory,
    @DefaultValue("256") int pids,
    @DefaultValue("16MB") DataSize shm,
    @DefaultValue("32MB") DataSize scratch,
    @DefaultValue("64MB") DataSize stdout,
    @DefaultValue("8MB") DataSize body,
    @DefaultValue("4096") int inFlight,
    @DefaultValue("30s") Duration exchange,
    @DefaultValue("120s") Duration warmUp,
    @DefaultValue("8s") Duration cancelGrace,
    @DefaultValue("30s") Duration readEvents,
    @DefaultValue("1MB") DataSize keptLog,
    @DefaultValue("100ms") Duration sampling,
    @DefaultValue("1s") Duration slowSampling) {

  /** Limits of the runner's container, with this many processors pinned, 0 for none. */
  public Resources resources(int pinned) {
    int cpuMilli = pinned > 0 ? pinned * 1000 : (int) Math.round(cpu * 1000);
    return new Resources(cpuMilli, memory.toBytes(), pids, shm.toBytes(), scratch.toBytes());
  }
}
