package io.timestore.calcite.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.core.catalog.CatalogReader.DatasetTables;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import io.timestore.core.model.TimestoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ClickHouse SQL and the result types of plans, written down in {@code plans.txt}. */
final class SqlPlannerTest {
  private static final CatalogSnapshot CATALOG =
      CatalogSnapshot.of(
          1,
          List.of(
              new DatasetTables("d1", "trips", "records", List.of(table(1, "trips", "records"))),
              new DatasetTables("d2", "my-data", "main", List.of(table(2, "my-data", "main"))),
              new DatasetTables("d3", "a.b", "records", List.of(table(3, "a.b", "records"))),
              new DatasetTables("d4", "a-b", "records", List.of(table(4, "a-b", "records")))));

  private static Table table(long id, String dataset, String name) {
    List<Field> fields = new ArrayList<>();
    for (String field :
        List.of(
            "time timestamp",
            "n integer",
            "x double",
            "name keyword",
            "price decimal(10,2)",
            "ok boolean",
            "id uuid",
            "day date",
            "ns timestamp(9)")) {
      int blank = field.indexOf(' ');
      fields.add(new Field(field.substring(0, blank), FieldType.parse(field.substring(blank + 1))));
    }
    return new Table(
        id,
        "d" + id,
        new TableName(dataset, name),
        new TableSchema(1, fields, "time"),
        TimeWindow.MONTH,
        "db",
        dataset + "_" + name,
        1);
  }

  private static CompiledPlan plan(String sql) {
    return SqlPlanner.compile(
        new SqlPlanner.Request(sql, null, Map.of()), CATALOG, (t, s) -> List.of());
  }

  /** Query, ClickHouse SQL and result columns of each paragraph. */
  static Stream<Arguments> plans() throws IOException {
    try (InputStream file = SqlPlannerTest.class.getResourceAsStream("plans.txt")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.strip().split("\n\n", -1))
          .skip(1)
          .map(paragraph -> paragraph.split("\n", -1))
          .map(lines -> Arguments.of(lines[0], lines[1], lines[2]))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("plans")
  void planIsAsWritten(String sql, String clickHouseSql, String columns) {
    CompiledPlan plan = plan(sql);
    assertThat(
            plan.generated()
                .template()
                .render(i -> plan.generated().scans().get(i).columns().toString(), sum -> false))
        .isEqualTo(clickHouseSql);
    assertThat(
            plan.columns().stream()
                .map(c -> c.label() + " " + c.type() + (c.type().isNullable() ? "" : " NOT NULL"))
                .collect(Collectors.joining(", ")))
        .isEqualTo(columns);
  }

  @Test
  void slugsThatAreNoIdentifiersHaveOne() {
    assertThat(plan("SELECT COUNT(*) FROM my_data").generated().scans().get(0).table().id())
        .isEqualTo(2);
    assertThat(
            plan("SELECT COUNT(*) FROM timestore.MY_DATA").generated().scans().get(0).table().id())
        .isEqualTo(2);
    assertThat(
            plan("SELECT COUNT(*) FROM \"my-data\".main").generated().scans().get(0).table().id())
        .isEqualTo(2);
  }

  @Test
  void slugsThatMeetInOneIdentifierNeedQuotes() {
    assertThat(plan("SELECT COUNT(*) FROM \"a.b\"").generated().scans().get(0).table().id())
        .isEqualTo(3);
    assertThat(plan("SELECT COUNT(*) FROM `a-b`").generated().scans().get(0).table().id())
        .isEqualTo(4);
    assertThatThrownBy(() -> plan("SELECT COUNT(*) FROM a_b")).hasMessageContaining("a_b");
  }

  @Test
  void systemColumnsAreShownOnlyWhenNamed() {
    assertThat(plan("SELECT * FROM trips").columns()).hasSize(9);
    assertThat(plan("SELECT *, _seq FROM trips").columns()).hasSize(10);
    assertThat(plan("SELECT t.* FROM trips t WHERE _lane = 0").columns()).hasSize(9);
    assertThat(plan("SELECT * FROM (SELECT _seq, n FROM trips) AS t").columns()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT nope FROM trips|UNKNOWN_COLUMN|line 1, column 8",
        "SELECT * FROM nope|UNKNOWN_TABLE|table nope not found",
        "SELECT name + 1 + TRUE FROM trips|INVALID_SQL|line 1",
        "SELECT n, COUNT(*) FROM trips|INVALID_SQL|not being grouped",
        "INSERT INTO trips VALUES (1)|UNSUPPORTED|ingest",
        "SELECT a._seq FROM trips a NATURAL JOIN trips b|UNSUPPORTED|NATURAL",
        "DROP TABLE trips|SYNTAX|DROP",
        "SELECT time_bucket_gapfill('1 day', time, '2001-01-01', '2001-02-01') FROM"
            + " trips|INVALID_SQL|GROUP BY",
        "SELECT time_bucket_gapfill('1 day', time) AS b FROM trips GROUP BY b|INVALID_SQL|four",
        "SELECT time_bucket_gapfill('1 day', time, MIN(time), '2001-02-01') AS b FROM trips GROUP"
            + " BY b|UNSUPPORTED|not a constant",
        "SELECT time_bucket_gapfill('1 day', time, '2001-01-01', '2001-02-01') AS b, RANK() OVER"
            + " (ORDER BY 1) FROM trips GROUP BY b|UNSUPPORTED|subquery",
        "SELECT DATE '9999-12-31'|UNSUPPORTED|9999",
        "SELECT ns FROM trips WHERE ns < TIMESTAMP '9999-12-31 00:00:00'|UNSUPPORTED|9999",
        "SELECT date_trunc('eon', time) FROM trips|INVALID_SQL|eon",
        "SELECT time_bucket('0 days', time) FROM trips|INVALID_SQL|more than 0",
        "SELECT percentile(x, 1.5) FROM trips|INVALID_SQL|between 0 and 1"
      })
  void whatCannotBeRightIsRefused(String sql, ErrorCode code, String message) {
    assertThatThrownBy(() -> plan(sql))
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  /** Whether ClickHouse computes all of it, or Calcite's planner makes a program of the rest. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a.name, COUNT(*) FROM trips a JOIN trips b ON a.n = b.n"
            + " WHERE a.n IN (SELECT MAX(n) FROM trips c WHERE c.name = a.name)"
            + " AND b.x > 1 GROUP BY a.name",
        "SELECT JSON_VALUE(name, '$.a'), ROW_NUMBER() OVER (ORDER BY TRANSLATE(name, 'a', 'b'))"
            + " FROM trips WHERE n > 1 ORDER BY 1"
      })
  void planningEndsWhereverItIsTold(String sql) {
    AtomicInteger asked = new AtomicInteger();
    compile(sql, asked::incrementAndGet);
    int all = asked.get();
    assertThat(all).isGreaterThan(4);
    for (int last = 1; last <= all; last += 1 + all / 20) {
      AtomicInteger left = new AtomicInteger(last);
      assertThatThrownBy(
              () ->
                  compile(
                      sql,
                      () -> {
                        if (left.decrementAndGet() <= 0) {
                          throw new TimestoreException(ErrorCode.CANCELED, "ended");
                        }
                      }))
          .as("%d of %d", last, all)
          .isInstanceOfSatisfying(
              TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELED));
    }
  }

  private static void compile(String sql, Runnable check) {
    SqlPlanner.compile(
        new SqlPlanner.Request(sql, null, Map.of()), CATALOG, (t, s) -> List.of(), false, check);
  }
}
