package ki.testbed.rules.statistics;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Response times of an M/M/1 queue with service rate 1, started in its steady state, where they are
 * exponential with rate 1 - load.
 */
record QueueSimulation(UniformRandomProvider random, double load) {
  /** Independent exponential times where the load is 0. */
  double[] responses(int n) {
    var exponential = ZigguratSampler.Exponential.of(random);
    double[] times = new double[n];
    double wait = random.nextDouble() < load ? exponential.sample() / (1 - load) : 0;
    for (int i = 0; i < n; i++) {
      times[i] = wait + exponential.sample();
      wait = load == 0 ? 0 : Math.max(0, times[i] - exponential.sample() / load);
    }
    return times;
  }

  /** The limit that a given share of the responses exceeds in the long run. */
  double limit(double share) {
    return -Math.log(share) / (1 - load);
  }
}
