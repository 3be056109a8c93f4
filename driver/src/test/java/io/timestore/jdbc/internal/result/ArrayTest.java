package io.timestore.jdbc.internal.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.jdbc.DriverStack;
import io.timestore.jdbc.Leaks;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays in answers and as parameters. */
@ExtendWith(Leaks.class)
final class ArrayTest {
  private static final String UGLY = "it's \\ \"é\" 😀\n\t\r\0\b,]['";
  private static DriverStack stack;
  private Connection connection;

  @BeforeAll
  static void start() throws IOException {
    stack = new DriverStack();
    stack.fill("arrays", 60, 100);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection(stack.url());
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private ResultSet row(String sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.closeOnCompletion();
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    ResultSet rows = statement.executeQuery();
    assertThat(rows.next()).isTrue();
    return rows;
  }

  private List<Long> numbers(String sql, @Nullable Object... parameters) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          numbers.add(rows.getLong(1));
        }
      }
    }
    return numbers;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT ARRAY[n, NULL] AS a, ARRAY[name, UPPER(name)] AS t, ARRAY[ARRAY[price]] AS d,"
            + " CASE WHEN n = 0 THEN ARRAY[n] END AS z FROM arrays WHERE n IN (1, 61) ORDER BY n",
        "SELECT ARRAY[n, NULL] AS a, ARRAY[name, UPPER(name)] AS t, ARRAY[ARRAY[price]] AS d,"
            + " CASE WHEN n = 0 THEN ARRAY[n] END AS z, ASCII(name) FROM arrays WHERE n IN (1, 61)"
            + " ORDER BY n"
      })
  void anAnswersArrays(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      for (long n : List.of(1L, 61L)) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getArray("a").getArray()).isEqualTo(new Long[] {n, null});
        assertThat(rows.getObject(1)).isInstanceOf(Array.class);
        assertThat(rows.getObject("a", Object[].class)).containsExactly(n, null);
        assertThat((Object) rows.getObject(1, List.class)).isEqualTo(Arrays.asList(n, null));
        assertThat(rows.getString(1)).isEqualTo("[" + n + ",null]");
        assertThat(rows.getObject(2, String[].class)).containsExactly("näme " + n, "NÄME " + n);
        BigDecimal price = BigDecimal.valueOf(n, 2);
        assertThat(rows.getArray(3).getArray()).isEqualTo(new BigDecimal[][] {{price}});
        assertThat(rows.getObject(3, double[][].class)).isDeepEqualTo(new double[][] {{n / 100.0}});
        assertThat(rows.getString(3)).isEqualTo("[[" + price + "]]");
        assertThat(rows.getArray(4)).isNull();
        assertThat(rows.wasNull()).isTrue();
        assertThat((Object) rows.getObject(4, List.class)).isNull();
        assertThatThrownBy(() -> rows.getObject(1, long[].class))
            .isInstanceOf(SQLDataException.class)
            .hasMessageContaining("element 2 is NULL");
        assertThatThrownBy(() -> rows.getLong(1)).isInstanceOf(SQLDataException.class);
      }
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void everyTypeOfElement() throws SQLException {
    try (ResultSet row =
        row(
            "SELECT ARRAY[TRUE], ARRAY[CAST(1 AS INTEGER)], ARRAY[1.5e0], ARRAY[DATE '1960-01-02'],"
                + " ARRAY[TIMESTAMP '1960-01-02 03:04:05.123456789'], ARRAY[id], ARRAY['a', 'bc'],"
                + " ARRAY[CAST('NaN' AS DOUBLE)] FROM arrays WHERE n = 1")) {
      assertThat(row.getArray(1).getArray()).isEqualTo(new Boolean[] {true});
      assertThat(row.getArray(2).getArray()).isEqualTo(new Integer[] {1});
      assertThat(row.getObject(3, double[].class)).containsExactly(1.5);
      assertThat(row.getArray(4).getArray()).isEqualTo(new Date[] {Date.valueOf("1960-01-02")});
      assertThat(row.getObject(4, LocalDate[].class)).containsExactly(LocalDate.of(1960, 1, 2));
      LocalDateTime time = LocalDateTime.parse("1960-01-02T03:04:05.123456789");
      assertThat(row.getObject(5, LocalDateTime[].class)).containsExactly(time);
      assertThat(row.getArray(5).getArray()).isEqualTo(new Timestamp[] {Timestamp.valueOf(time)});
      assertThat(row.getString(5)).isEqualTo("[\"1960-01-02T03:04:05.123456789\"]");
      assertThat(row.getArray(6).getArray()).isEqualTo(new UUID[] {new UUID(1, 1)});
      assertThat((Object) row.getObject(7, Collection.class)).isEqualTo(List.of("a", "bc"));
      assertThat(row.getString(8)).isEqualTo("[NaN]");
    }
  }

  @Test
  void typesAreTold() throws SQLException {
    try (ResultSet row = row("SELECT ARRAY[n], ARRAY[ARRAY[price]], ARRAY[name] FROM arrays")) {
      ResultSetMetaData types = row.getMetaData();
      assertThat(types.getColumnType(1)).isEqualTo(Types.ARRAY);
      assertThat(types.getColumnTypeName(1)).isEqualTo("BIGINT ARRAY");
      assertThat(types.getColumnTypeName(2)).isEqualTo("DECIMAL ARRAY ARRAY");
      assertThat(types.getColumnClassName(1)).isEqualTo("java.sql.Array");
      Array array = row.getArray(1);
      assertThat(array.getBaseType()).isEqualTo(Types.BIGINT);
      assertThat(array.getBaseTypeName()).isEqualTo("BIGINT");
      assertThat(row.getArray(2).getBaseType()).isEqualTo(Types.ARRAY);
      assertThat(row.getArray(2).getBaseTypeName()).isEqualTo("DECIMAL ARRAY");
    }
    try (ResultSet types = connection.getMetaData().getTypeInfo()) {
      Map<String, Integer> known = new HashMap<>();
      while (types.next()) {
        known.put(types.getString("TYPE_NAME"), types.getInt("DATA_TYPE"));
      }
      assertThat(known).containsEntry("ARRAY", Types.ARRAY);
    }
  }

  @Test
  void slicesAndRowsOfAnArray() throws SQLException {
    Array array = connection.createArrayOf("bigint", new Object[] {5, null, "7"});
    assertThat(array.getArray(2, 2)).isEqualTo(new Long[] {null, 7L});
    assertThatThrownBy(() -> array.getArray(3, 2)).hasMessageContaining("the array has 3");
    assertThatThrownBy(() -> array.getArray(Map.of("BIGINT", Long.class)))
        .isInstanceOf(SQLFeatureNotSupportedException.class);
    try (ResultSet rows = array.getResultSet(2, 2)) {
      assertThat(rows.getMetaData().getColumnTypeName(2)).isEqualTo("BIGINT");
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(2);
      assertThat(rows.getObject(2)).isNull();
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt("INDEX")).isEqualTo(3);
      assertThat(rows.getLong("VALUE")).isEqualTo(7);
      assertThat(rows.next()).isFalse();
    }
    array.free();
    assertThatThrownBy(array::getArray).hasMessage("the array is closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT CAST(? AS %s ARRAY)", "SELECT CAST(? AS %s ARRAY), ASCII('a')"})
  void createdArraysComeBack(String sql) throws SQLException {
    UUID id = UUID.fromString("00000000-0000-0001-8000-000000000002");
    Map<String, Object[]> arrays =
        Map.of(
            "BIGINT", new Object[] {Long.MIN_VALUE, null, Long.MAX_VALUE},
            "INTEGER", new Object[] {Integer.MIN_VALUE, Integer.MAX_VALUE},
            "DOUBLE", new Object[] {1.5, null, Double.NaN, Double.NEGATIVE_INFINITY},
            "DECIMAL(38, 9)", new Object[] {new BigDecimal("-12345678901234567890.123456789")},
            "VARCHAR", new Object[] {UGLY, "", null, "NULL"},
            "BOOLEAN", new Object[] {true, null, false},
            "DATE", new Object[] {Date.valueOf("1960-01-02"), Date.valueOf("2100-01-01")},
            "TIMESTAMP(9)", new Object[] {Timestamp.valueOf("1969-12-31 23:59:59.123456789")},
            "UUID", new Object[] {id, null});
    for (Map.Entry<String, Object[]> entry : arrays.entrySet()) {
      for (Object[] elements : List.of(entry.getValue(), new Object[0], new Object[] {null})) {
        Array array = connection.createArrayOf(entry.getKey(), elements);
        try (ResultSet row = row(sql.formatted(entry.getKey()), array)) {
          assertThat(row.getObject(1, Object[].class)).as(entry.getKey()).isEqualTo(elements);
        }
      }
      try (ResultSet row = row(sql.formatted(entry.getKey()), (Object) null)) {
        assertThat(row.getArray(1)).isNull();
      }
    }
    Array nested = connection.createArrayOf("BIGINT", new Long[][] {{1L, null}, {}, null});
    try (ResultSet row = row(sql.formatted("BIGINT ARRAY"), nested)) {
      assertThat(row.getString(1)).isEqualTo("[[1,null],[],null]");
    }
  }

  @Test
  void elementsMustBeOfTheType() {
    assertThatThrownBy(() -> connection.createArrayOf("money", new Object[0]))
        .hasMessageContaining("there is no type 'money'")
        .hasMessageContaining("BIGINT");
    assertThatThrownBy(() -> connection.createArrayOf("INTEGER", new Object[] {3_000_000_000L}))
        .hasMessageContaining("out of the range");
    assertThatThrownBy(() -> connection.createArrayOf("DATE", new Object[] {"yesterday"}))
        .isInstanceOf(SQLDataException.class);
  }

  @Test
  void whatArraysAreGoodFor() throws SQLException {
    Array wanted = connection.createArrayOf("BIGINT", new Object[] {3, 99, null, 7});
    List<Object> forms =
        List.of(wanted, new long[] {3, 99, 7}, new Integer[] {3, 99, 7}, List.of(3L, 99L, 7L));
    for (Object form : forms) {
      assertThat(numbers("SELECT n FROM arrays WHERE n = ANY(?) ORDER BY n", form))
          .containsExactly(3L, 7L, 99L);
      assertThat(numbers("SELECT n FROM arrays WHERE n = SOME(?) AND n > ? ORDER BY n", form, 5))
          .containsExactly(7L, 99L);
      assertThat(
              numbers("SELECT n FROM arrays WHERE n IN (SELECT * FROM UNNEST(?)) ORDER BY n", form))
          .containsExactly(3L, 7L, 99L);
      assertThat(numbers("SELECT n FROM arrays WHERE has(?, n) ORDER BY n", form))
          .containsExactly(3L, 7L, 99L);
      assertThat(numbers("SELECT ?[2]", form)).containsExactly(99L);
    }
    assertThat(numbers("SELECT COUNT(*) FROM arrays WHERE n <> ALL(?)", new int[] {1, 2}))
        .containsExactly(98L);
    assertThat(numbers("SELECT COUNT(*) FROM arrays WHERE n <> ALL(?)", wanted))
        .containsExactly(0L);
    assertThat(numbers("SELECT COUNT(*) FROM arrays WHERE n <> ALL(?)", new int[0]))
        .containsExactly(100L);
    assertThat(numbers("SELECT CARDINALITY(?)", wanted)).containsExactly(4L);
    assertThat(numbers("SELECT n FROM arrays WHERE name = ANY(?)", List.of("näme 4", UGLY)))
        .containsExactly(4L);
    assertThat(numbers("SELECT n FROM arrays WHERE id = ANY(?)", List.of(new UUID(61, 61))))
        .containsExactly(61L);
    assertThat(numbers("SELECT n FROM arrays WHERE price = ANY(?)", List.of(0.04, 0.615)))
        .containsExactly(4L);
    assertThat(numbers("SELECT n FROM arrays WHERE day = ANY(?)", List.of(LocalDate.ofEpochDay(5))))
        .containsExactly(5L);
    assertThat(numbers("SELECT n FROM arrays WHERE n = ANY(?)", (Object) null)).isEmpty();
    assertThat(numbers("SELECT u FROM UNNEST(?) AS t(u)", List.of(3, 4))).containsExactly(3L, 4L);
  }

  @Test
  void arraysMayBeLong() throws SQLException {
    long[] numbers = LongStream.rangeClosed(2, 200_000).toArray();
    assertThat(numbers("SELECT COUNT(*) FROM arrays WHERE n = ANY(?)", numbers))
        .containsExactly(99L);
    assertThat(numbers("SELECT n FROM arrays WHERE n <> ALL(?)", numbers)).containsExactly(1L);
    List<String> texts = new ArrayList<>(Collections.nCopies(20_000, UGLY));
    texts.add("näme 7");
    assertThat(numbers("SELECT n FROM arrays WHERE name = ANY(?)", texts)).containsExactly(7L);
    try (ResultSet row = row("SELECT CAST(? AS VARCHAR ARRAY)", texts)) {
      assertThat(row.getObject(1, String[].class)).hasSize(20_001).contains(UGLY, "näme 7");
    }
  }

  @Test
  void parametersAreToldAsArrays() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT ? FROM arrays WHERE n = ANY(?) AND has(?, name)"
                .replace("SELECT ?", "SELECT CAST(? AS DATE ARRAY)"))) {
      ParameterMetaData types = statement.getParameterMetaData();
      assertThat(types.getParameterTypeName(1)).isEqualTo("DATE ARRAY");
      assertThat(types.getParameterTypeName(2)).isEqualTo("BIGINT ARRAY");
      assertThat(types.getParameterTypeName(3)).isEqualTo("VARCHAR ARRAY");
      assertThat(types.getParameterType(2)).isEqualTo(Types.ARRAY);
      assertThat(types.getParameterClassName(2)).isEqualTo("java.sql.Array");
    }
    try (PreparedStatement statement = connection.prepareStatement("SELECT CARDINALITY(?)")) {
      assertThatThrownBy(statement::getParameterMetaData)
          .hasMessageContaining("CAST(? AS BIGINT ARRAY)");
    }
  }

  @Test
  void anArrayIsNoOtherValue() throws SQLException {
    assertThatThrownBy(() -> numbers("SELECT n FROM arrays WHERE n = ?", List.of(1)))
        .isInstanceOf(SQLDataException.class)
        .hasMessageContaining("= ANY(?)");
    assertThatThrownBy(() -> numbers("SELECT n FROM arrays WHERE n = ANY(?)", 5))
        .isInstanceOf(SQLDataException.class)
        .hasMessageContaining("parameter 1 is BIGINT ARRAY");
    try (PreparedStatement statement = connection.prepareStatement("SELECT ?")) {
      assertThatThrownBy(() -> statement.setObject(1, List.of(1), Types.BIGINT))
          .isInstanceOf(SQLDataException.class);
      assertThatThrownBy(() -> statement.setObject(1, "[1]", Types.ARRAY))
          .isInstanceOf(SQLDataException.class);
      statement.setObject(1, List.of(1, "a"));
      assertThatThrownBy(statement::executeQuery).isInstanceOf(SQLDataException.class);
    }
  }

  @Test
  void arraysInScrollableResults() throws SQLException {
    try (Statement statement =
            connection.createStatement(
                ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
        ResultSet rows =
            statement.executeQuery("SELECT ARRAY[name, NULL] FROM arrays WHERE n = 100")) {
      assertThat(rows.last()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("[\"näme 100\",null]");
    }
  }
}
