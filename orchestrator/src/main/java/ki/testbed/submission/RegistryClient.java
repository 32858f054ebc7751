package ki.testbed.submission;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import ki.testbed.submission.SubmissionProperties.Registry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks one registry for manifests and blobs, as the OCI distribution specification has it: to
 * listed hosts and pinned addresses only, with the login for the registry and its token service and
 * nobody else.
 */
final class RegistryClient {
  private static final int REDIRECTS = 3;
  private static final int CONNECT_MS = 10_000;
  private static final int READ_MS = 60_000;
  private static final int LONGEST_TOKEN = 64 << 10;
  private static final Pattern CHALLENGE = Pattern.compile("(\\w+)=\"([^\"\\\\]*)\"");
  private static final String MANIFESTS =
      "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json,"
          + " application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json";

  private final ImageReference reference;
  private final Optional<RegistryLogin> login;
  private final RegistryHosts hosts;
  private Optional<String> authorization = Optional.empty();

  RegistryClient(ImageReference reference, Optional<RegistryLogin> login, RegistryHosts hosts) {
    this.reference = reference;
    this.login = login;
    this.hosts = hosts;
  }

  /** The manifest of this digest; the caller checks its bytes. */
  RegistryAnswer manifest(String digest) throws IOException {
    return found(asked(at("/manifests/" + digest), Map.of("accept", MANIFESTS)));
  }

  /** Bytes of a blob from there on: status 206, or 200 and all of them. */
  RegistryAnswer blob(String digest, long from) throws IOException {
    Map<String, String> headers = from == 0 ? Map.of() : Map.of("range", "bytes=" + from + "-");
    URI uri = at("/blobs/" + digest);
    RegistryAnswer answer = asked(uri, headers);
    for (int hops = 0; isRedirect(answer.status()); hops++) {
      answer.close();
      if (hops == REDIRECTS) {
        throw new RegistryRefusal(SubmissionFindings.registryRefused(reference, 310));
      }
      uri = target(uri, answer.header("location").orElse(""));
      answer = get(uri, headers); // without the login: it is for the registry only
    }
    return found(answer);
  }

  private URI at(String path) {
    String scheme = hosts.registry(reference.registry()).plain() ? "http" : "https";
    return URI.create(
        scheme + "://" + reference.registry() + "/v2/" + reference.repository() + path);
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  private URI target(URI from, String location) {
    try {
      return from.resolve(location);
    } catch (IllegalArgumentException _) {
      throw new RegistryRefusal(SubmissionFindings.registryRefused(reference, 310));
    }
  }

  private RegistryAnswer found(RegistryAnswer answer) throws IOException {
    if (answer.status() == 200 || answer.status() == 206) {
      return answer;
    }
    answer.close();
    if (answer.status() >= 500 || answer.status() == 429) {
      throw new IOException("the registry answers " + answer.status());
    }
    throw new RegistryRefusal(SubmissionFindings.registryRefused(reference, answer.status()));
  }

  /** With what the registry wants to be told, once it has said so. */
  private RegistryAnswer asked(URI uri, Map<String, String> headers) throws IOException {
    RegistryAnswer answer = get(uri, with(headers));
    if (answer.status() != 401) {
      return answer;
    }
    answer.close();
    authorization = authorized(answer.header("www-authenticate").orElse(""));
    return get(uri, with(headers));
  }

  private Map<String, String> with(Map<String, String> headers) {
    var all = new LinkedHashMap<>(headers);
    authorization.ifPresent(value -> all.put("authorization", value));
    return all;
  }

  private Optional<String> authorized(String challenge) throws IOException {
    String kind = challenge.split(" ", 2)[0].toLowerCase(Locale.ROOT);
    return switch (kind) {
      case "basic" -> basic();
      case "bearer" -> Optional.of("Bearer " + token(challenge));
      // open set: what a stranger's registry says
      default -> Optional.empty();
    };
  }

  private Optional<String> basic() {
    return login.map(one ->
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    (one.name() + ":" + one.secret()).getBytes(StandardCharsets.UTF_8)));
  }

  private String token(String challenge) throws IOException {
    var said = new LinkedHashMap<String, String>();
    CHALLENGE
        .matcher(challenge)
        .results()
        .forEach(one -> said.putIfAbsent(one.group(1), one.group(2)));
    String query =
        "service="
            + encoded(said.getOrDefault("service", ""))
            + "&scope="
            + encoded("repository:" + reference.repository() + ":pull");
    URI realm = target(at("/"), said.getOrDefault("realm", ""));
    URI uri = target(realm, realm.getRawPath() + "?" + query);
    var headers = new LinkedHashMap<String, String>();
    basic().ifPresent(value -> headers.put("authorization", value));
    try (RegistryAnswer answer = found(get(uri, headers))) {
      var body = JsonMapper.shared().readTree(answer.body().readNBytes(LONGEST_TOKEN));
      String token = body.path("token").asString(body.path("access_token").asString(""));
      if (!token.matches("[!-~]{1,32768}")) {
        throw new RegistryRefusal(SubmissionFindings.registryRefused(reference, 401));
      }
      return token;
    } catch (JacksonException _) {
      throw new RegistryRefusal(SubmissionFindings.registryRefused(reference, 401));
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private RegistryAnswer get(URI uri, Map<String, String> headers) throws IOException {
    String host = host(uri);
    Registry registry = hosts.registry(host);
    if (!(registry.plain() ? "http" : "https").equals(uri.getScheme())) {
      throw new RegistryRefusal(SubmissionFindings.hostNotListed(host));
    }
    Socket socket = connected(hosts.address(host), registry);
    try {
      var request = new StringBuilder("GET ").append(uri.getRawPath());
      Optional.ofNullable(uri.getRawQuery()).ifPresent(query -> request.append('?').append(query));
      request.append(" HTTP/1.1\r\nhost: ").append(host);
      headers.forEach(
          (name, value) -> request.append("\r\n").append(name).append(": ").append(value));
      request.append("\r\nuser-agent: testbed\r\nconnection: close\r\n\r\n");
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
      return RegistryAnswer.read(socket, new BufferedInputStream(socket.getInputStream(), 1 << 16));
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static String host(URI uri) {
    String host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
    return uri.getPort() < 0 ? host : host + ":" + uri.getPort();
  }

  /** A name is not asked again here: the address is the pinned one, the certificate the host's. */
  private static Socket connected(InetSocketAddress address, Registry registry) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(address, CONNECT_MS);
      socket.setSoTimeout(READ_MS);
      return registry.plain() ? socket : secured(socket, registry);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket secured(Socket socket, Registry registry) throws IOException {
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    var secured = (SSLSocket) factory.createSocket(socket, registry.name(), registry.port(), true);
    var parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }
}
