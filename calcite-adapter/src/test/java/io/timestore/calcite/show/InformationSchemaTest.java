package io.timestore.calcite.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.calcite.plan.ResultColumn;
import io.timestore.calcite.request.MergeStrategy;
import io.timestore.calcite.request.MinWatermark;
import io.timestore.calcite.request.QueryRequest;
import io.timestore.calcite.request.ReadOptions;
import io.timestore.calcite.request.StatementControl;
import io.timestore.calcite.run.EngineForTests;
import io.timestore.calcite.run.QueryAnswer;
import io.timestore.calcite.run.TestData;
import io.timestore.calcite.run.TestStore;
import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.calcite.schema.SystemTables;
import io.timestore.calcite.schema.TableLookup;
import io.timestore.core.catalog.CatalogReader.DatasetTables;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimestoreException;
import io.timestore.core.model.WatermarkVector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tables of information_schema are read with any SQL, and never show an old catalog. */
final class InformationSchemaTest {
  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static TestStore store;

  @BeforeAll
  static void start() {
    store = new TestStore(ENGINE.client(), "information");
    Table flights =
        store.create(TestData.table(1, "records", TestData.FLIGHT_SCHEMA, "information", 1));
    store.put(flights, 0, TestData.flights(), 5, 5);
    store.create(TestData.table(2, "airports", TestData.AIRPORT_SCHEMA, "information", 1));
  }

  private static List<String> lines(String sql, @Nullable Object... parameters) {
    return store.rows(sql, parameters).stream()
        .map(row -> String.join("|", row.stream().map(String::valueOf).toList()))
        .toList();
  }

  @Test
  void schemataTablesAndColumnsAreThere() {
    assertThat(lines("SELECT catalog_name, schema_name FROM information_schema.schemata"))
        .containsExactlyInAnyOrder("timestore|flights", "timestore|timestore");
    assertThat(
            lines(
                "SELECT table_catalog, table_schema, table_name, table_type FROM"
                    + " information_schema.tables ORDER BY 2, 3"))
        .containsExactly(
            "timestore|flights|airports|BASE TABLE",
            "timestore|flights|records|BASE TABLE",
            "timestore|timestore|flights|BASE TABLE");
    assertThat(
            lines(
                "SELECT column_name, ordinal_position, is_nullable, data_type, udt_name,"
                    + " numeric_precision, numeric_scale, datetime_precision FROM"
                    + " INFORMATION_SCHEMA.COLUMNS WHERE table_schema = 'flights' AND table_name ="
                    + " 'records' ORDER BY ordinal_position"))
        .containsExactly(
            "date|1|NO|timestamp without time zone|timestamp|null|null|6",
            "delay|2|YES|bigint|int8|64|0|null",
            "distance|3|YES|double precision|float8|53|null|null",
            "origin|4|YES|character varying|varchar|null|null|null",
            "destination|5|YES|character varying|varchar|null|null|null",
            "price|6|YES|numeric|numeric|10|2|null",
            "ok|7|YES|boolean|bool|null|null|null",
            "id|8|YES|uuid|uuid|null|null|null",
            "day|9|YES|date|date|null|null|0",
            "note|10|YES|character varying|varchar|null|null|null",
            "ns|11|YES|timestamp without time zone|timestamp|null|null|9");
    for (String none :
        List.of("key_column_usage", "table_constraints", "referential_constraints")) {
      assertThat(lines("SELECT * FROM information_schema." + none)).as(none).isEmpty();
      assertThat(lines("SELECT COUNT(*) FROM information_schema." + none)).containsExactly("0");
    }
  }

  @Test
  void anySqlReadsThem() {
    assertThat(
            lines(
                "SELECT t.table_name, COUNT(*), COUNT(DISTINCT c.data_type) FROM"
                    + " information_schema.tables t JOIN information_schema.columns c USING"
                    + " (table_schema, table_name) WHERE t.table_schema = ? GROUP BY t.table_name"
                    + " HAVING COUNT(*) > 3 ORDER BY 1",
                "flights"))
        .containsExactly("records|11|8");
    assertThat(
            lines(
                "SELECT table_name FROM information_schema.tables t WHERE EXISTS (SELECT 1 FROM"
                    + " information_schema.columns c WHERE c.table_name = t.table_name AND"
                    + " c.column_name = 'city') LIMIT 5"))
        .containsExactly("airports");
    assertThat(
            lines(
                "SELECT c.column_name, (SELECT COUNT(*) FROM flights) FROM"
                    + " information_schema.columns c LEFT JOIN information_schema.key_column_usage"
                    + " k ON k.column_name = c.column_name WHERE c.table_name = 'airports' AND"
                    + " k.column_name IS NULL ORDER BY 1"))
        .containsExactly("city|240", "code|240", "x|240");
    assertThat(
            lines(
                "SELECT MAX(ROW_NUMBER) FROM (SELECT ROW_NUMBER() OVER (ORDER BY column_name) AS"
                    + " row_number FROM information_schema.columns)"))
        .containsExactly("25");
    for (MergeStrategy strategy : MergeStrategy.values()) {
      assertThat(
              store.rows(
                  strategy,
                  "SELECT COUNT(*) FROM information_schema.columns WHERE data_type = 'bigint'"))
          .as(strategy.word())
          .isEqualTo(List.of(List.of(3L)));
    }
  }

  @Test
  void aNewTableIsSeenAtOnceByAPlanThatIsKept() {
    String sql = "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'fresh'";
    assertThat(lines(sql)).containsExactly("0");
    Table table = TestData.table(9, "fresh", TestData.AIRPORT_SCHEMA, "information", 1);
    store.tables.add(table);
    try {
      assertThat(lines(sql)).containsExactly("1");
    } finally {
      store.tables.remove(table);
    }
    assertThat(lines(sql)).containsExactly("0");
  }

  @Test
  void aPointInTimeAndAWatermarkSpeakOfStoredTablesAlone() {
    String sql = "SELECT COUNT(*) FROM flights, information_schema.schemata";
    for (ReadOptions options :
        List.of(
            ReadOptions.DEFAULT.withHistory(WatermarkVector.of(Map.of())),
            ReadOptions.DEFAULT.withMinWatermark(MinWatermark.parse("5"), Duration.ZERO))) {
      try (QueryAnswer answer = store.open(options, sql)) {
        assertThat(TestStore.rows(answer)).hasSize(1);
        assertThat(answer.provenance().tables()).hasSize(1);
      }
    }
  }

  @Test
  void defaultsAreWrittenAsSql() {
    Table table =
        TestData.table(
            8,
            "defaults",
            new TableSchema(
                1,
                List.of(
                    new Field("t", FieldType.parse("string"), "it's", 1),
                    new Field("n", FieldType.parse("integer"), "7", 1)),
                null),
            "information",
            1);
    store.tables.add(table);
    try {
      assertThat(
              lines(
                  "SELECT column_default FROM information_schema.columns WHERE table_name ="
                      + " 'defaults' ORDER BY ordinal_position"))
          .containsExactly("'it''s'", "7");
    } finally {
      store.tables.remove(table);
    }
  }

  @Test
  void systemColumnsAndSystemTablesAreNotListed() {
    assertThat(
            lines(
                "SELECT column_name FROM information_schema.columns WHERE column_name LIKE '\\_%'"
                    + " ESCAPE '\\' OR table_schema = 'information_schema'"))
        .isEmpty();
    assertThatThrownBy(() -> store.rows("SELECT _seq FROM information_schema.tables"))
        .isInstanceOfSatisfying(
            TimestoreException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_COLUMN));
    assertThatThrownBy(() -> store.rows("SELECT * FROM information_schema.nothing"))
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_TABLE))
        .hasMessageContaining("line 1, column 15");
  }

  @Test
  void aDatasetOfThatNameKeepsItsOtherTables() {
    Table own = TestData.table(1, "own", TestData.AIRPORT_SCHEMA, "information", 1);
    CatalogSnapshot snapshot =
        CatalogSnapshot.of(
            1, List.of(new DatasetTables("d", SystemTables.SCHEMA, "own", List.of(own))));
    assertThat(TableLookup.find(snapshot, List.of(SystemTables.SCHEMA, "own"), null))
        .isEqualTo(own);
    assertThat(TableLookup.find(snapshot, List.of(SystemTables.SCHEMA, "tables"), null)).isNull();
  }

  @Test
  void theSessionTellsAboutItself() {
    List<@Nullable Object> row =
        store
            .rows(
                "SELECT version(), pg_catalog.version(), current_schema, current_schema(),"
                    + " current_database(), current_catalog, current_user, 'current_user'")
            .get(0);
    assertThat(row)
        .isEqualTo(
            new ArrayList<>(
                List.of(
                    "timestore 0.1",
                    "timestore 0.1",
                    "timestore",
                    "timestore",
                    "timestore",
                    "timestore",
                    "",
                    "current_user")));
    assertThat(
            store
                .engine
                .prepare("SELECT version(), current_schema, current_user AS me", null)
                .columns())
        .extracting(ResultColumn::label)
        .containsExactly("version", "current_schema", "me");
    assertThat(
            lines(
                "SELECT COUNT(*) FROM information_schema.tables WHERE table_catalog = current_database()"))
        .containsExactly("3");
    assertThat(asUser("ann")).isEqualTo(List.of(List.of("ann", "flights")));
    assertThat(asUser("bob")).isEqualTo(List.of(List.of("bob", "flights")));
  }

  private static List<List<@Nullable Object>> asUser(String user) {
    QueryRequest request =
        new QueryRequest(
            "SELECT session_user, current_schema",
            "flights",
            List.of(),
            new StatementControl(user + "-asks", null),
            0,
            ReadOptions.DEFAULT,
            user);
    try (QueryAnswer answer = store.execute(request)) {
      return TestStore.rows(answer);
    }
  }
}
