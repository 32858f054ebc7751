package ki.testbed.rules;

/**
 * What the orchestrator saw of the SUT from outside.
 *
 * @param cpuSeconds CPU time from its start to the last reading before it was stopped
 * @param memoryPeakBytes most memory charged at one time
 * @param coldStartSeconds engine start to ready
 * @param throttledShare share of the window in which the CPU limit held it back, 0 to 1
 * @param oomKills processes killed for memory
 * @param throttlingDeclared the submission says that it expects to be throttled
 */
public record SutFacts(
    Observed cpuSeconds,
    Observed memoryPeakBytes,
    Observed coldStartSeconds,
    Observed throttledShare,
    Observed oomKills,
    boolean throttlingDeclared) {}
