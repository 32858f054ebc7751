package ki.testbed.cli;

/** Bodies as the API gives them. */
final class Bodies {
  static final String RESULT =
      """
      {"evaluation":"e1","state":"JUDGED","submission":"langid","version":"3","imageDigest":"sha256:ab","plan":"language-identification@1",
       "planHash":"cd","mode":"MEASURED","grade":"PREVIEW","validity":"VALID",
       "accuracy":{"value":0.984804630969609,"unit":"1","n":1382,"ciLow":0.978,"ciHigh":0.9897,"confidence":0.95,"method":"clopper-pearson/1"},
       "latency":{"p50":1.204511,"p90":2.5,"p99":8.514203,"unit":"ms","n":1489,"from":"schedule"},
       "throughput":{"value":49.63,"unit":"1/s","n":1489,"ciLow":48.1,"ciHigh":51.2,"confidence":0.99,"method":"rate/1"},
       "sut":{"cpuSeconds":2.125,"memoryPeakBytes":117440512,"coldStartSeconds":1.4},
       "verdicts":[
        {"criterion":"c-accuracy","verdict":"MET","preview":true,"metric":"accuracy@1","operator":">=","threshold":0.95,"unit":"1","observed":0.9848,
         "decidingBound":0.978,"reason":{"de":"","en":""}},
        {"criterion":"c-p99","verdict":"NOT_MET","preview":false,"metric":"latency_p99@1","operator":"<=","threshold":5,"unit":"ms","observed":"Infinity",
         "decidingBound":"Infinity","reason":{"de":"","en":""}}],
       "runs":[{"run":{"id":"r1","state":"SUCCEEDED","scenario":{"id":"acc"}},"rules":[{"id":"H1.p99","holds":"NO","observed":"0.9 ms","bound":"<= 0.5 ms"}]}]}
      """;

  static final String FAILED =
      """
      {"evaluation":"e1","state":"JUDGED","submission":"broken-exit","version":"1","plan":"p@1","mode":"MEASURED","grade":"PREVIEW","verdicts":[],
       "runs":[{"run":{"id":"r1","state":"FAILED","scenario":{"id":"acc"},"reason":{"code":"EXITED_EARLY","blame":"SUBMISSION",
         "sentence":{"de":"endete nach 0,4 s","en":"ended after 0.4 s"},"nextStep":{"de":"Log lesen","en":"see last log lines"}}},"rules":[]}]}
      """;

  private Bodies() {}

  static String evaluation(String state, String runState) {
    return """
    {"id":"e1","state":"%s","runs":[{"id":"r1","attempt":1,"state":"%s","scenario":{"id":"acc"}}]}
    """
        .formatted(state, runState);
  }
}
