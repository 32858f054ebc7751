package ki.testbed.cli;

import java.io.IOException;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Follows an evaluation to its end, through broken connections and a testbed that is started anew.
 */
final class Watching {
  private static final Duration WITHOUT_A_TESTBED = Duration.ofMinutes(5);
  private static final Duration FOR_EVER = Duration.ofDays(365);

  private final Api api;
  private final Patience patience;
  private final News news;
  private long seen;

  Watching(Api api, Patience patience, News news) {
    this.api = api.patient(WITHOUT_A_TESTBED);
    this.patience = patience.upTo(FOR_EVER);
    this.news = news;
  }

  /** Returns when the evaluation is no longer open. */
  void untilEnd(String id) {
    var tries = patience.start();
    while (open(id)) {
      long before = seen;
      follow(id);
      if (seen > before) {
        tries = patience.start();
      } else {
        tries.again();
      }
    }
  }

  private boolean open(String id) {
    var evaluation = api.get("/evaluations/" + id).json();
    news.about(evaluation);
    return evaluation.path("state").asString("").equals("OPEN");
  }

  private void follow(String id) {
    try (var events = new EventReader(api.events("/evaluations/" + id + "/events", seen))) {
      for (var event = events.next(); event.isPresent(); event = events.next()) {
        seen = Math.max(seen, event.get().id());
        if (event.get().type().equals("end")) {
          return;
        }
        news.tell(event.get().type(), json(event.get().data()));
      }
    } catch (IOException e) {
      news.interrupted();
    }
  }

  private static JsonNode json(String data) {
    try {
      return Answer.JSON.readTree(data);
    } catch (JacksonException e) {
      return Answer.JSON.missingNode();
    }
  }
}
