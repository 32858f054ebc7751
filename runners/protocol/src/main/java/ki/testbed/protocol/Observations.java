package ki.testbed.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What the runner saw of itself and its machine from the start of the window to the end of
 * draining. Its JSON ({@link Wire#write(Observations)}) is the unpacked content of the one chunk of
 * kind {@code harness}; the validity rules H1, H5, H6, H8 and H9 rest on it. Shares are from 0 to
 * 1, times nanoseconds.
 *
 * @param spanNs length of what was observed, monotonic
 * @param cpus processors the runner may use
 * @param cpuNs CPU time of the whole runner process (10 ms resolution)
 * @param spinNs part of it that the dispatcher waited actively, an upper bound
 * @param stealShare of all CPU time of the machine, taken by its hypervisor; absent where
 *     /proc/stat does not tell
 * @param busyShare of all CPU time of the machine, runner and SUT included; absent as above
 * @param foreignShare of the CPU time of the runner's own set of processors, used by anybody but
 *     the runner (time in softirq, where loopback traffic is carried, left out); absent where the
 *     runner has no set smaller than the machine
 * @param gcPauses number of garbage collections' pauses
 * @param jitterP99Ns how late a thread wakes up that asks to be woken every millisecond
 * @param clockRatio monotonic over wall clock time, 1 where they agree
 * @param clockStepNs largest change of (wall - monotonic) between two looks, one per jitter wake-up
 * @param latenessP50Ns the dispatcher's release of an arrival minus its scheduled time; 0 in a
 *     closed loop
 * @param marginNs how long before each arrival the dispatcher stopped sleeping
 * @param timerSlackNs of the dispatcher's thread, as the kernel accepted it
 * @param bytesPlanned bytes of the requests of all exchanges that were begun
 * @param bytesWritten bytes handed to the kernel for them
 * @param resetsByRunner connections the runner itself broke off, at a deadline or because of
 *     hostile bytes
 * @param bodies answers with status 200 that were complete
 * @param bodiesUnchecked of these, how many nobody could look at because checking was behind
 * @param connections opened in the window
 * @param unsolicited connections on which bytes came without a request
 * @param foreignConnections to the runner's null server by somebody else
 */
public record Observations(
    long spanNs,
    int cpus,
    long cpuNs,
    long spinNs,
    @Nullable Double stealShare,
    @Nullable Double busyShare,
    @Nullable Double foreignShare,
    int gcPauses,
    long gcPauseMaxNs,
    long gcPauseTotalNs,
    long jitterP99Ns,
    long jitterMaxNs,
    double clockRatio,
    long clockStepNs,
    long latenessP50Ns,
    long latenessP99Ns,
    long latenessMaxNs,
    long marginNs,
    long timerSlackNs,
    long bytesPlanned,
    long bytesWritten,
    int resetsByRunner,
    long bodies,
    long bodiesUnchecked,
    int connections,
    int unsolicited,
    int foreignConnections) {}
