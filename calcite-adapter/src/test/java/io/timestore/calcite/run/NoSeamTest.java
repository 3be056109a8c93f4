package io.timestore.calcite.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.calcite.request.MergeStrategy;
import io.timestore.core.block.Block;
import io.timestore.core.model.Table;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Invariant 2: the answer does not depend on where the watermark stands. */
final class NoSeamTest {
  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static final Map<String, TestStore> STORES = new LinkedHashMap<>();

  @BeforeAll
  static void start() {
    int blocks = TestData.flights().size();
    int airports = TestData.airports().size();
    add("all_cold", blocks, blocks, airports, airports);
    add("all_hot", 0, 0, 0, 0);
    add("split_low", 3, 3, 2, 1);
    add("split_high", blocks - 1, blocks - 2, 0, 0);
    add("inserting", blocks, blocks / 2, airports, 3);
    addLanes("two_lanes", 2);
    addLanes("a_lane_the_catalog_lacks", 1);
  }

  private static void add(
      String name, int inserted, int watermark, int airportsInserted, int airportsWatermark) {
    TestStore store = new TestStore(ENGINE.client(), name);
    Table flights = store.create(TestData.table(1, "records", TestData.FLIGHT_SCHEMA, name, 1));
    Table airports = store.create(TestData.table(2, "airports", TestData.AIRPORT_SCHEMA, name, 1));
    store.create(TestData.table(3, "nothing", TestData.AIRPORT_SCHEMA, name, 1));
    store.put(flights, 0, TestData.flights(), inserted, watermark);
    store.put(airports, 0, TestData.airports(), airportsInserted, airportsWatermark);
    STORES.put(name, store);
  }

  private static void addLanes(String name, int lanesInCatalog) {
    TestStore store = new TestStore(ENGINE.client(), name);
    Table flights =
        store.create(TestData.table(1, "records", TestData.FLIGHT_SCHEMA, name, lanesInCatalog));
    Table airports = store.create(TestData.table(2, "airports", TestData.AIRPORT_SCHEMA, name, 1));
    store.create(TestData.table(3, "nothing", TestData.AIRPORT_SCHEMA, name, 1));
    List<Block> blocks = TestData.flights();
    int half = blocks.size() / 2;
    store.put(flights, 0, blocks.subList(0, half), half, half - 1);
    store.put(flights, 1, blocks.subList(half, blocks.size()), 2, lanesInCatalog);
    store.hotBuffer.raiseLanes(1, 2);
    store.put(airports, 0, TestData.airports(), 1, 1);
    STORES.put(name, store);
  }

  static Stream<String> queries() throws IOException {
    try (InputStream file = NoSeamTest.class.getResourceAsStream("no-seam.sql")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.split("\n\n", -1)).skip(1).map(String::strip).toList().stream();
    }
  }

  @Test
  void thereAreQueriesEnough() throws IOException {
    assertThat(queries().count()).isGreaterThan(90);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void sameAnswerWhereverTheWatermarkStands(String query) {
    boolean ordered = query.startsWith("-- ordered");
    boolean readsLanes = query.contains("_seq");
    Comparator<List<@Nullable Object>> order =
        Comparator.comparing(row -> row.toString(), Comparator.naturalOrder());
    List<List<@Nullable Object>> expected = null;
    String sql = query.replaceFirst("-- ordered\n", "");
    for (Map.Entry<String, TestStore> store : STORES.entrySet()) {
      if (readsLanes && store.getKey().contains("lane")) {
        continue;
      }
      for (MergeStrategy strategy : MergeStrategy.values()) {
        if (strategy == MergeStrategy.GROUP_FIRST && !sql.contains("JOIN")) {
          continue;
        }
        List<List<@Nullable Object>> rows = rounded(store.getValue().rows(strategy, sql));
        if (!ordered) {
          rows.sort(order);
        }
        if (expected == null) {
          expected = rows;
        }
        assertThat(rows).as("%s on %s by %s", sql, store.getKey(), strategy).isEqualTo(expected);
      }
    }
  }

  /** Sums of doubles depend on their order in the last digits. */
  private static List<List<@Nullable Object>> rounded(List<List<@Nullable Object>> rows) {
    List<List<@Nullable Object>> result = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      List<@Nullable Object> values = new ArrayList<>();
      for (Object value : row) {
        values.add(
            value instanceof Double number && Double.isFinite(number)
                ? new BigDecimal(number).round(new java.math.MathContext(12)).doubleValue()
                : value);
      }
      result.add(values);
    }
    return result;
  }
}
