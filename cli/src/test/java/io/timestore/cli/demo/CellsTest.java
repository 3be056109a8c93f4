package io.timestore.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.embedded.EmbeddedStack;
import io.timestore.embedded.StackComponent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {
  @ParameterizedTest
  @CsvSource({
    "2001-01-01 00:01:00.000000, 2001-01-01 00:01:00",
    "2001-01-01 00:01:00, 2001-01-01 00:01:00",
    "2001-01-01T00:01, 2001-01-01 00:01:00",
    "2001-01-01T00:01:00.500Z, 2001-01-01 00:01:00.5"
  })
  void aTimeHasOneSpelling(String given, String expected) {
    assertThat(Cells.time(given)).isEqualTo(expected);
  }

  @Test
  void equalValuesOfOtherTypesAreEqual() throws SQLException {
    try (EmbeddedStack stack = EmbeddedStack.start(Set.of(StackComponent.POSTGRES));
        Connection connection =
            DriverManager.getConnection(stack.catalogUrl(), stack.catalogUser(), "");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT 5::int, 5::numeric(9,3), 1/3.0::float8, 0.33333333333333::numeric,"
                    + " TIMESTAMP '2001-02-03 04:05:06', DATE '2001-02-03', NULL, 3000000::bigint,"
                    + " 0.0::float8")) {
      assertThat(Cells.read(rows))
          .containsExactly(
              List.of(
                  "5",
                  "5",
                  "0.333333333333",
                  "0.333333333333",
                  "2001-02-03 04:05:06",
                  "2001-02-03",
                  "NULL",
                  "3000000",
                  "0"));
    }
  }
}
