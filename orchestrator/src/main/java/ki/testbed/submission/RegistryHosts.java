package ki.testbed.submission;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ki.testbed.submission.SubmissionProperties.Registry;

/**
 * Where pulls may go: to listed hosts, each at the one address that its name had when this was
 * asked first.
 */
final class RegistryHosts {
  private final List<Registry> listed;
  private final Names names;
  private final Map<String, InetSocketAddress> pinned = new HashMap<>();

  /** From names to addresses. */
  interface Names {
    /** All addresses of a name. */
    InetAddress[] of(String host) throws UnknownHostException;
  }

  RegistryHosts(List<Registry> listed, Names names) {
    this.listed = listed;
    this.names = names;
  }

  /** Whether pulls may name this host. */
  static boolean lists(List<Registry> listed, String host) {
    return find(listed, host).isPresent();
  }

  private static Optional<Registry> find(List<Registry> listed, String host) {
    return listed.stream().filter(one -> one.host().equals(host)).findFirst();
  }

  /** How this host, with its port if it has one, is spoken to. */
  Registry registry(String host) {
    return find(listed, host)
        .orElseThrow(() -> new RegistryRefusal(SubmissionFindings.hostNotListed(host)));
  }

  /** The address of a listed host for all of this pull. */
  InetSocketAddress address(String host) throws UnknownHostException {
    InetSocketAddress known = pinned.get(host);
    if (known == null) {
      known = resolved(registry(host));
      pinned.put(host, known);
    }
    return known;
  }

  private InetSocketAddress resolved(Registry registry) throws UnknownHostException {
    for (InetAddress address : names.of(registry.name())) {
      if (registry.inside() || !isInside(address)) {
        return new InetSocketAddress(address, registry.port());
      }
    }
    throw new RegistryRefusal(SubmissionFindings.hostInside(registry.host()));
  }

  /** Whether it is this machine, a private network, or one of the special ones. */
  static boolean isInside(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean sharedOrUnique =
        bytes.length == 4
            ? (bytes[0] == 100 && (bytes[1] & 0xc0) == 64)
                || bytes[0] == 0
                || (bytes[0] & 0xf0) == 0xf0
            : (bytes[0] & 0xfe) == 0xfc || isTranslated(bytes);
    return sharedOrUnique
        || address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress();
  }

  /** IPv6 that leads to some IPv4: NAT64, 6to4, Teredo. */
  private static boolean isTranslated(byte[] bytes) {
    int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    int second = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
    return (first == 0x64 && second == 0xff9b)
        || first == 0x2002
        || (first == 0x2001 && second == 0);
  }
}
