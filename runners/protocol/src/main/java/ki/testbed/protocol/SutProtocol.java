package ki.testbed.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Protocols a SUT may speak, as the manifest names them. */
public enum SutProtocol {
  /** Open Inference Protocol v2 over HTTP and JSON. */
  @JsonProperty("oip-v2")
  OIP_V2,
  /** Chat completions with streaming. */
  @JsonProperty("openai")
  OPENAI,
  /** Any JSON service, described by JSON pointers. */
  @JsonProperty("http-json")
  HTTP_JSON
}
