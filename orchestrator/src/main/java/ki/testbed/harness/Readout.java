package ki.testbed.harness;

import java.util.Map;
import java.util.Optional;
import ki.testbed.sandbox.BackendFacts;
import ki.testbed.sandbox.SandboxStatus;

/** What was read of one sandbox, before anything is made of it. */
record Readout(
    RunBrief brief,
    Optional<SandboxStatus> status,
    Optional<Transcript> transcript,
    SutReadings sut,
    Optional<BackendFacts> engine,
    Optional<Map<String, String>> sutProfile,
    Optional<byte[]> sutLog,
    Optional<byte[]> platformLog) {}
