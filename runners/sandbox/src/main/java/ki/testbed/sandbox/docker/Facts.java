package ki.testbed.sandbox.docker;

import java.util.Map;
import java.util.TreeMap;
import ki.testbed.sandbox.BackendFacts;
import ki.testbed.sandbox.BackendFacts.Tier;
import tools.jackson.databind.JsonNode;

/** What an engine says it is. */
final class Facts {
  private Facts() {}

  static BackendFacts of(JsonNode info, JsonNode version) {
    String security = Json.text(info.path("SecurityOptions"));
    boolean userNamespaces = security.contains("name=userns") || security.contains("name=rootless");
    Map<String, String> details = new TreeMap<>();
    details.put("engine", Json.string(version, "Version"));
    details.put("api", Json.string(version, "ApiVersion"));
    details.put("kernel", Json.string(info, "KernelVersion"));
    details.put("os", Json.string(info, "OperatingSystem"));
    details.put("architecture", Json.string(info, "Architecture"));
    details.put("cgroup", Json.string(info, "CgroupVersion"));
    details.put("cgroupDriver", Json.string(info, "CgroupDriver"));
    details.put("storage", Json.string(info, "Driver"));
    details.put("runc", runc(version));
    details.put("userNamespaces", Boolean.toString(userNamespaces));
    details.put("seccomp", Boolean.toString(security.contains("name=seccomp")));
    details.put("apparmor", Boolean.toString(security.contains("name=apparmor")));
    details.put("swapLimit", Boolean.toString(Json.flag(info, "SwapLimit")));
    return new BackendFacts(
        "docker",
        userNamespaces ? Tier.T1 : Tier.T0,
        (int) Json.number(info, "NCPU"),
        Json.number(info, "MemTotal"),
        details);
  }

  private static String runc(JsonNode version) {
    return version
        .path("Components")
        .valueStream()
        .filter(part -> Json.string(part, "Name").equals("runc"))
        .map(part -> Json.string(part, "Version"))
        .findFirst()
        .orElse("");
  }
}
