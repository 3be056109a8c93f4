package io.timestore.jdbc.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.jdbc.DriverStack;
import io.timestore.jdbc.Leaks;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An engine lives as long as a connection uses it; {@link Leaks} looks for what is left. */
@ExtendWith(Leaks.class)
final class SharedEnginesTest {
  private static final int KINDS = 5;

  @Test
  void anEngineIsClosedWithItsLastConnection() throws Exception {
    int before = SharedEngines.engines();
    try (DriverStack stack = new DriverStack()) {
      stack.fill("engines", 6, 10);
      List<Connection> open = new ArrayList<>();
      for (int i = 0; i < 2 * KINDS; i++) {
        String url = stack.url() + "?catalogMaxAgeMs=" + (1_000 + i % KINDS);
        Connection connection = DriverManager.getConnection(url);
        open.add(connection);
        connection.createStatement().executeQuery("SELECT COUNT(*) FROM engines");
      }
      assertThat(SharedEngines.engines()).isEqualTo(before + KINDS);
      for (Connection each : open.subList(0, KINDS)) {
        each.close();
      }
      assertThat(SharedEngines.engines()).isEqualTo(before + KINDS);
      for (Connection each : open.subList(KINDS, 2 * KINDS)) {
        each.close();
      }
    }
    assertThat(SharedEngines.engines()).isEqualTo(before);
  }

  @Test
  void nothingIsLeftOfEndpointsThatCannotBeUsed() throws Exception {
    int before = SharedEngines.engines();
    try (DriverStack stack = new DriverStack()) {
      for (String wrong :
          List.of("redisUri=nowhere", "catalogUrl=jdbc:nothing:", "clickhouseUrl=%20")) {
        assertThatThrownBy(() -> DriverManager.getConnection(stack.url() + "?" + wrong).close())
            .as(wrong)
            .isInstanceOf(SQLException.class);
      }
    }
    assertThat(SharedEngines.engines()).isEqualTo(before);
  }
}
