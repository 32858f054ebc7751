package ki.testbed.rules;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.SutProtocol;
import ki.testbed.protocol.Text;
import tools.jackson.databind.JsonNode;

/**
 * The effective manifest of a submission: what was handed in, with every default filled in.
 *
 * @param version what the submitter calls it; absent until the testbed has counted
 * @param model name of the model in the protocol's paths
 * @param trainingDataSets names of the sets it was trained on, for the leak check
 * @param licence SPDX expression
 * @param tryOut whether the showroom may offer it for trying out
 */
public record Manifest(
    String name,
    SutProtocol protocol,
    Optional<String> version,
    Text title,
    String description,
    String model,
    Service service,
    Io io,
    Resources resources,
    List<Weights> weights,
    Intended intended,
    List<String> trainingDataSets,
    Optional<String> licence,
    boolean tryOut) {

  /** The only version there is. */
  public static final String API_VERSION = "testbed/v1";

  public Manifest {
    weights = List.copyOf(weights);
    trainingDataSets = List.copyOf(trainingDataSets);
  }

  /**
   * How it is started and reached.
   *
   * @param command replaces the image's entry point where it is not empty
   * @param args replaces the image's arguments where it is not empty
   * @param http how a service of protocol {@code http-json} is called
   */
  public record Service(
      int port,
      Duration startupTimeout,
      Duration shutdownGrace,
      int maxConcurrency,
      List<String> command,
      List<String> args,
      Map<String, String> env,
      Optional<Http> http) {
    public Service {
      command = List.copyOf(command);
      args = List.copyOf(args);
      env = Map.copyOf(env);
    }
  }

  /**
   * A JSON service described by JSON pointers (RFC 6901).
   *
   * @param template request body as JSON text
   * @param bind input name to where it goes in the template
   * @param outputs output name to where it stands in the answer
   */
  public record Http(
      String readyPath,
      String inferMethod,
      String inferPath,
      String template,
      Map<String, String> bind,
      Map<String, String> outputs) {
    public Http {
      bind = Map.copyOf(bind);
      outputs = Map.copyOf(outputs);
    }
  }

  /** Tensors in and out; empty where the SUT's metadata say it. */
  public record Io(List<Tensor> inputs, List<Tensor> outputs) {
    public Io {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * One tensor.
   *
   * @param shape -1 is a variable length
   */
  public record Tensor(String name, String datatype, List<Long> shape) {
    public Tensor {
      shape = List.copyOf(shape);
    }
  }

  /**
   * What it may use; sizes are bytes.
   *
   * @param cpu in cores
   * @param shm size of /dev/shm, counted as memory
   * @param scratch size of the writable file system, counted as memory
   */
  public record Resources(BigDecimal cpu, long memory, int pids, long shm, long scratch, Gpu gpu) {}

  /**
   * Devices.
   *
   * @param minMemory bytes per device, 0 for any
   * @param models acceptable models, empty for any
   */
  public record Gpu(int count, long minMemory, List<String> models) {
    public Gpu {
      models = List.copyOf(models);
    }
  }

  /**
   * Weights sent apart from the image.
   *
   * @param mount absolute path below /models
   */
  public record Weights(String name, Sha256 digest, String mount) {}

  /** What it is meant for; plans for the label need it. */
  public record Intended(String task, String inputDomain, String limits) {}

  /** The same under this version. */
  public Manifest withVersion(String newVersion) {
    return new Manifest(
        name,
        protocol,
        Optional.of(newVersion),
        title,
        description,
        model,
        service,
        io,
        resources,
        weights,
        intended,
        trainingDataSets,
        licence,
        tryOut);
  }

  /**
   * As JSON in the manifest's own words, defaults filled in; durations in milliseconds, sizes in
   * bytes, decimals as strings.
   */
  public JsonNode effective() {
    return ManifestJson.write(this);
  }

  /** Identity: SHA-256 of the canonical form of {@link #effective}. */
  public Sha256 hash() {
    return CanonicalJson.hash(effective());
  }
}
