package io.timestore.e2e.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseSql;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real engine answers is read: every type, every kind of error. */
final class AnswersOfEngineTest {
  @TempDir private static Path directory;
  private static CodecEngine engine;

  @BeforeAll
  static void start() {
    engine = new CodecEngine(directory);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @Test
  void numbersOfEveryWidth() {
    reads("toInt8(-128)", -128L);
    reads("toUInt8(255)", 255L);
    reads("toInt16(-32768)", -32_768L);
    reads("toUInt16(65535)", 65_535L);
    reads("toInt32(-2147483648)", -2_147_483_648L);
    reads("toUInt32(4294967295)", 4_294_967_295L);
    reads("toInt64(-9223372036854775808)", Long.MIN_VALUE);
    reads("toUInt64(9223372036854775807)", Long.MAX_VALUE);
    reads("toUInt64(18446744073709551615)", new BigDecimal("18446744073709551615"));
    reads(
        "toInt128('-170141183460469231731687303715884105728')",
        new BigDecimal("-170141183460469231731687303715884105728"));
    reads(
        "toUInt128('340282366920938463463374607431768211455')",
        new BigDecimal("340282366920938463463374607431768211455"));
    reads("toInt256(-1)", new BigDecimal(-1));
    reads("toUInt256(7)", new BigDecimal(7));
    reads("toFloat32(0.5)", 0.5);
    reads("toBFloat16(-1.5)", -1.5);
    reads("nan", Double.NaN);
    reads("-inf", Double.NEGATIVE_INFINITY);
    reads("toDecimal32('-1.50', 2)", new BigDecimal("-1.50"));
    reads("toDecimal64('0.000000000000000001', 18)", new BigDecimal("0.000000000000000001"));
    reads(
        "toDecimal128('-99999999999999999999', 5)", new BigDecimal("-99999999999999999999.00000"));
    reads("toDecimal256('1', 70)", new BigDecimal("1").setScale(70));
    reads("true", true);
  }

  @Test
  void timesAndTexts() {
    reads("toDate('2149-06-06')", LocalDate.of(2149, 6, 6));
    reads("toDate32('1900-01-01')", LocalDate.of(1900, 1, 1));
    reads("toDateTime('2024-02-29 12:34:56', 'UTC')", LocalDateTime.of(2024, 2, 29, 12, 34, 56));
    reads(
        "toDateTime('2024-02-29 12:34:56', 'Asia/Tokyo')",
        LocalDateTime.of(2024, 2, 29, 3, 34, 56));
    reads(
        "toDateTime64('1900-01-01 00:00:00.001', 3, 'UTC')",
        LocalDateTime.of(1900, 1, 1, 0, 0, 0, 1_000_000));
    reads(
        "toDateTime64('2262-01-01 00:00:00.123456789', 9, 'UTC')",
        LocalDateTime.of(2262, 1, 1, 0, 0, 0, 123_456_789));
    reads(
        "toDateTime64('1969-12-31 23:59:59', 0, 'UTC')",
        LocalDateTime.of(1969, 12, 31, 23, 59, 59));
    reads("INTERVAL 5 DAY", 5L);
    reads("'ü😀\\0x'", "ü😀\0x");
    reads("toFixedString('ab', 4)", "ab\0\0");
    reads(
        "toUUID('61f0c404-5cb3-11e7-907b-a6006ad3dba0')",
        UUID.fromString("61f0c404-5cb3-11e7-907b-a6006ad3dba0"));
    reads("CAST('b' AS Enum8('a' = -1, 'b' = 2))", "b");
    reads("CAST('x\\'y' AS Enum16('x\\'y' = 1000))", "x'y");
    reads("toIPv4('192.168.0.255')", "192.168.0.255");
    for (String ip :
        List.of(
            "::",
            "::1",
            "2001:db8::1",
            "1:0:0:2::3",
            "::ffff:1.2.3.4",
            "1:2:3:4:5:6:7:8",
            "fe80::")) {
      List<@Nullable Object> row =
          engine.rows("SELECT toIPv6('%s') AS a, toString(a)".formatted(ip)).get(0);
      assertThat(row.get(0)).isEqualTo(row.get(1));
    }
  }

  @Test
  void nestedTypes() {
    reads("NULL", null);
    reads("[]", List.of());
    reads("[[1, 2], [], [3]]", List.of(List.of(1L, 2L), List.of(), List.of(3L)));
    reads("[NULL, 'a']", Arrays.asList(null, "a"));
    reads("(1, 'a', NULL)", Arrays.asList(1L, "a", null));
    reads("CAST((1, 'x') AS Tuple(`a b` Int8, c LowCardinality(String)))", List.of(1L, "x"));
    reads("tuple()", List.of());
    reads("map('k', [1], 'l', [])", Map.of("k", List.of(1L), "l", List.of()));
    reads(
        "CAST(map('k', NULL) AS Map(LowCardinality(String), Nullable(Int8)))",
        Collections.singletonMap("k", null));
    reads("toLowCardinality('x')", "x");
    reads("CAST(NULL AS LowCardinality(Nullable(String)))", null);
    reads(
        "CAST([NULL, '', 'x', 'x'] AS Array(LowCardinality(Nullable(String))))",
        Arrays.asList(null, "", "x", "x"));
    reads("CAST([] AS Array(LowCardinality(String)))", List.of());
    UUID uuid = new UUID(-1, 7);
    reads("CAST('" + uuid + "' AS LowCardinality(UUID))", uuid);
    reads("CAST((1., 2.) AS Point)", List.of(1.0, 2.0));
    reads("[[(1., 2.)]]::Polygon", List.of(List.of(List.of(1.0, 2.0))));
  }

  @Test
  void manyBlocksWithDictionaries() {
    List<NativeBlock> blocks =
        engine.blocks(
            statement(
                "SELECT number, if(number % 7 = 0, NULL, toString(number %"
                    + " 70000))::LowCardinality(Nullable(String)) AS k FROM numbers(500000)",
                Map.of("max_block_size", "100000")));
    long expected = 0;
    for (NativeBlock block : blocks) {
      ColumnVector keys = block.columns().get(1);
      for (int row = 0; row < block.rows(); row++) {
        assertThat(block.columns().get(0).getLong(row)).isEqualTo(expected);
        boolean isNull = expected % 7 == 0;
        assertThat(keys.isNull(row)).isEqualTo(isNull);
        assertThat(keys.getString(row)).isEqualTo(isNull ? "" : Long.toString(expected % 70_000));
        expected++;
      }
    }
    assertThat(expected).isEqualTo(500_000);
    assertThat(blocks.size()).isGreaterThan(1);
  }

  @Test
  void answerWithoutRowsAndWithoutBlocks() {
    List<NativeBlock> blocks = engine.blocks(ClickHouseStatement.of("SELECT 1 AS x WHERE 0"));
    assertThat(blocks).allMatch(b -> b.rows() == 0 && b.columns().get(0).name().equals("x"));
    assertThat(engine.blocks(ClickHouseStatement.of("CREATE TABLE none (a Int8) ENGINE = Memory")))
        .isEmpty();
  }

  @Test
  void overflowIsAnErrorAndNotAWrongNumber() {
    ColumnVector column =
        engine
            .blocks(ClickHouseStatement.of("SELECT toUInt64(18446744073709551615)"))
            .get(0)
            .columns()
            .get(0);
    assertThatThrownBy(() -> column.getLong(0))
        .isInstanceOf(TimestoreException.class)
        .hasMessageContaining("18446744073709551615");
    assertThat(column.getDouble(0)).isEqualTo(0x1p64);
  }

  @Test
  void parametersComeBackAsTheyWere() {
    for (String value :
        List.of("", "a'b\"c`", "tab\tline\nback\\slash", "ü😀", "\\N", "a&b=c+d%20")) {
      ClickHouseStatement statement =
          new ClickHouseStatement(
              "SELECT {p:String}",
              Map.of(),
              Map.of("p", ClickHouseSql.parameter(value)),
              List.of(),
              null,
              null);
      assertThat(engine.rows(statement)).containsExactly(List.of(value));
    }
    assertThat(engine.rows("SELECT " + ClickHouseSql.literal("a'\\b\n\0\t")))
        .containsExactly(List.of("a'\\b\n\0\t"));
  }

  @Test
  void errorsHaveTheirCodes() {
    fails(ErrorCode.SYNTAX, () -> engine.rows("SELECT 1\nFROM FROM x"), "line 2, col ");
    fails(ErrorCode.UNKNOWN_TABLE, () -> engine.rows("SELECT * FROM missing"), "missing");
    fails(ErrorCode.UNKNOWN_TABLE, () -> engine.rows("SELECT * FROM nodb.t"), "nodb");
    fails(
        ErrorCode.UNKNOWN_COLUMN, () -> engine.rows("SELECT nocolumn FROM numbers(1)"), "nocolumn");
    fails(ErrorCode.INVALID_SQL, () -> engine.rows("SELECT nofunction(1)"), "nofunction");
    fails(ErrorCode.DIVISION_BY_ZERO, () -> engine.rows("SELECT intDiv(1, 0)"), "zero");
    fails(ErrorCode.INVALID_VALUE, () -> engine.rows("SELECT toInt32('x')"), "'x'");
    fails(
        ErrorCode.UNKNOWN_TABLE, () -> engine.execute("INSERT INTO missing VALUES (1)"), "missing");
    fails(
        ErrorCode.UNKNOWN_TABLE,
        () ->
            engine
                .client()
                .insert(
                    ClickHouseStatement.of("INSERT INTO missing FORMAT Native"),
                    out -> out.write(new byte[0])),
        "missing");
  }

  @Test
  void errorInMidStreamIsSeen() {
    fails(
        ErrorCode.CLICKHOUSE_BROKE_OFF,
        () ->
            engine.rows(
                statement(
                    "SELECT number, toString(number), throwIf(number = 3000000, 'stop here')"
                        + " FROM numbers(10000000)",
                    Map.of("max_threads", "1"))),
        "");
  }

  @Test
  void timeoutAndKillEndAStatement() {
    String endless =
        "SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(cityHash64(number))";
    fails(
        ErrorCode.TIMEOUT,
        () ->
            engine.rows(
                new ClickHouseStatement(
                    endless, Map.of(), Map.of(), List.of(), null, Duration.ofSeconds(1))),
        "");
    String id = UUID.randomUUID().toString();
    Thread killer =
        new Thread(
            () -> {
              // A kill that comes before the statement runs has nothing to end, so it is repeated.
              try {
                for (int i = 0; i < 100; i++) {
                  Thread.sleep(200);
                  engine.client().kill(List.of(id));
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    killer.start();
    fails(
        ErrorCode.CANCELED,
        () ->
            engine.rows(
                new ClickHouseStatement(
                    endless, Map.of(), Map.of(), List.of(), id, Duration.ofSeconds(60))),
        "");
    killer.interrupt();
  }

  @Test
  void answerClosedEarlyDoesNotHoldTheClient() {
    for (int i = 0; i < 80; i++) {
      try (ClickHouseResult result =
          engine.client().query(ClickHouseStatement.of("SELECT * FROM numbers(100000000)"))) {
        assertThat(result.next()).isNotNull();
      }
    }
    reads("1", 1L);
  }

  private static ClickHouseStatement statement(String sql, Map<String, String> settings) {
    return new ClickHouseStatement(sql, settings, Map.of(), List.of(), null, null);
  }

  private static void reads(String expression, @Nullable Object expected) {
    assertThat(engine.rows("SELECT " + expression).get(0))
        .as(expression)
        .isEqualTo(Collections.singletonList(expected));
  }

  private static void fails(ErrorCode code, ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .hasMessageContaining(message)
        .hasMessageNotContaining("DB::Exception")
        .hasMessageNotContaining("wörd");
  }
}
