package ki.testbed.runner.arrival;

import java.util.Locale;

/** What a stream of random numbers is used for. */
public enum SeedStream {
  /** Gaps between arrivals. */
  SCHEDULE,
  /** Order of the samples. */
  SAMPLES,
  /** Places of probes against gaming. */
  PROBES,
  /** Which answers are scored. */
  SCORED,
  /** Ids of the requests. */
  IDS,
  /** Disturbances of samples. */
  PERTURB,
  /** Resampling. */
  BOOTSTRAP;

  /** The name that enters the hash. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
