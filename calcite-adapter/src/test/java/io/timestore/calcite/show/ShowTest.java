package io.timestore.calcite.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.calcite.parse.ShowStatement;
import io.timestore.calcite.plan.ResultColumn;
import io.timestore.calcite.run.EngineForTests;
import io.timestore.calcite.run.TestData;
import io.timestore.calcite.run.TestStore;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SHOW and DESCRIBE are answered from the catalog. */
final class ShowTest {
  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static TestStore store;

  @BeforeAll
  static void start() {
    store = new TestStore(ENGINE.client(), "show");
    store.create(TestData.table(1, "records", TestData.FLIGHT_SCHEMA, "show", 2));
    store.create(TestData.table(2, "airports", TestData.AIRPORT_SCHEMA, "show", 1));
  }

  private static List<String> lines(String sql, @Nullable Object... parameters) {
    return store.rows(sql, parameters).stream()
        .map(row -> String.join("|", row.stream().map(String::valueOf).toList()))
        .toList();
  }

  @Test
  void tablesAreListed() {
    assertThat(lines("SHOW TABLES"))
        .containsExactly("flights|airports", "flights|records", "timestore|flights");
    assertThat(lines("show tables from FLIGHTS;"))
        .containsExactly("flights|airports", "flights|records");
    assertThat(lines("SHOW FULL TABLES IN \"flights\" LIKE 'AIR%'"))
        .containsExactly("flights|airports");
    assertThat(lines("/* which? */ SHOW TABLES LIKE ?", "rec_rds"))
        .containsExactly("flights|records");
    assertThat(lines("SHOW TABLES LIKE ?", (Object) null)).isEmpty();
    assertThat(lines("SHOW TABLES LIKE 'it''s'")).isEmpty();
    assertThat(lines("SHOW TABLES FROM information_schema"))
        .contains("information_schema|tables", "information_schema|columns");
  }

  @Test
  void schemasAreListed() {
    assertThat(lines("SHOW SCHEMAS")).containsExactly("flights", "timestore");
    assertThat(lines("SHOW DATABASES LIKE 'f%'")).containsExactly("flights");
  }

  @Test
  void columnsAreListed() {
    List<String> airports =
        List.of(
            "code|VARCHAR|YES|null|null", "city|VARCHAR|YES|null|null", "x|BIGINT|YES|null|null");
    for (String sql :
        Arrays.asList(
            "DESCRIBE flights.airports",
            "DESC TABLE \"flights\".\"airports\"",
            "SHOW COLUMNS FROM `flights`.airports",
            "-- which?\ndesc Flights.AIRPORTS")) {
      assertThat(lines(sql)).as(sql).isEqualTo(airports);
    }
    assertThat(lines("SHOW FIELDS IN flights LIKE 'd%'"))
        .containsExactly(
            "date|TIMESTAMP(6)|NO|null|time",
            "delay|BIGINT|YES|null|null",
            "distance|DOUBLE|YES|null|null",
            "destination|VARCHAR|YES|null|null",
            "day|DATE|YES|null|null");
    assertThat(lines("DESCRIBE information_schema.schemata")).hasSize(7);
  }

  @Test
  void aTableIsWrittenAsItStandsInTheCatalog() {
    assertThat(lines("SHOW CREATE TABLE flights.records"))
        .containsExactly(
            """
            flights.records|CREATE TABLE flights.records (
              "date" TIMESTAMP(6) NOT NULL,
              delay BIGINT,
              distance DOUBLE,
              origin VARCHAR,
              destination VARCHAR,
              price DECIMAL(10, 2),
              ok BOOLEAN,
              id UUID,
              day DATE,
              note VARCHAR,
              ns TIMESTAMP(9)
            )
            -- time column: date
            -- window: one month
            -- lanes: 2
            -- schema version: 1""");
  }

  @Test
  void whatIsPreparedHasColumnsAndParameters() {
    assertThat(store.engine.prepare("SHOW TABLES LIKE ?", null).parameters()).hasSize(1);
    assertThat(store.engine.prepare("SHOW TABLES", null).parameters()).isEmpty();
    assertThat(store.engine.prepare("DESC flights", null).columns())
        .extracting(ResultColumn::label)
        .containsExactly("column_name", "data_type", "is_nullable", "column_default", "role");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      ErrorCode code, String sql) {
    return assertThatThrownBy(() -> store.rows(sql))
        .as(sql)
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void mistakesAreToldWithTheirPlace() {
    refused(ErrorCode.UNKNOWN_TABLE, "DESCRIBE\n  nothing.here")
        .hasMessage("error at line 2, column 3: table nothing.here not found");
    refused(ErrorCode.UNKNOWN_TABLE, "SHOW CREATE TABLE a.b.c").hasMessageContaining("a.b.c");
    refused(ErrorCode.UNKNOWN_TABLE, "SHOW TABLES FROM nowhere")
        .hasMessage("error at line 1, column 18: schema nowhere not found");
    refused(ErrorCode.SYNTAX, "SHOW COLUMNS flights")
        .hasMessage(
            "syntax error at line 1, column 14: expected FROM and a table, found 'flights'");
    refused(ErrorCode.SYNTAX, "SHOW TABLES LIKE tab").hasMessageContaining("line 1, column 18");
    refused(ErrorCode.SYNTAX, "SHOW SCHEMAS FROM x")
        .hasMessageContaining("the end of the statement");
    refused(ErrorCode.SYNTAX, "SHOW TABLES LIKE 'open").hasMessageContaining("a pattern");
    refused(ErrorCode.SYNTAX, "DESCRIBE").hasMessageContaining("line 1, column 9");
    refused(ErrorCode.SYNTAX, "SHOW CREATE VIEW v").hasMessageContaining("expected TABLE");
    refused(ErrorCode.UNSUPPORTED, "EXPLAIN SHOW TABLES").hasMessageContaining("from the catalog");
    refused(ErrorCode.INVALID_REQUEST, "SHOW TABLES LIKE ?").hasMessageContaining("1 parameters");
  }

  @Test
  void otherStatementsAreNone() {
    for (String sql :
        List.of(
            "SELECT 1",
            "SHOW ALL",
            "SHOW timestore.freshness",
            "SHOW",
            "",
            "-- SHOW TABLES\nSELECT 1",
            "DESCRIPTION",
            "'SHOW' TABLES")) {
      assertThat(ShowStatement.of(sql)).as(sql).isNull();
      assertThat(ShowStatement.isOne(sql)).as(sql).isFalse();
    }
  }
}
