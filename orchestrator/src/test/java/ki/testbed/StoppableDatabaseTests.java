package ki.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

class StoppableDatabaseTests {
  @TempDir Path folder;

  @Test
  void aStoppedDatabaseIsAnErrorWithinSecondsAndLosesNothing() {
    try (var database = new StoppableDatabase(folder)) {
      var client = JdbcClient.create(database.dataSource());
      client.sql("insert into organisation (name, kind) values ('kept', 'SUBMITTER')").update();

      database.stop();
      long begun = System.nanoTime();
      assertThatThrownBy(() -> count(client))
          .isInstanceOf(DataAccessResourceFailureException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));

      database.start();
      assertThat(countAgain(client)).isEqualTo(1);
    }
  }

  /** A pool tries again at its own pace. */
  private static long countAgain(JdbcClient client) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      try {
        return count(client);
      } catch (DataAccessResourceFailureException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
      }
    }
  }

  private static long count(JdbcClient client) {
    return client
        .sql("select count(*) from organisation where name = 'kept'")
        .query(Long.class)
        .single();
  }
}
