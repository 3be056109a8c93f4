package io.timestore.embedded.chdb.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.embedded.chdb.sql.StatementOutline.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementOutlineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT 1|SELECT|",
        "  /* FORMAT x */ select 1 format Native|SELECT|Native",
        "SELECT 1 FORMAT JSON SETTINGS max_threads=1|SELECT|JSON",
        "SELECT 1 FORMAT TSV;|SELECT|TSV",
        "SELECT 'FORMAT CSV'|SELECT|",
        "SELECT 1 -- FORMAT CSV|SELECT|",
        "SELECT format('{}', 1) FORMAT CSV|SELECT|CSV",
        "SELECT `format` x FROM (SELECT 1 AS `format`)|SELECT|",
        "WITH 1 AS x SELECT x|SELECT|",
        "((SELECT 1) UNION ALL (SELECT 2))|SELECT|",
        "SHOW TABLES FORMAT JSON|OTHER|JSON",
        "KILL QUERY WHERE 1|KILL|",
        "INSERT INTO t VALUES (1)|INSERT_DATA|Values",
        "INSERT INTO a.`values` (b) FORMAT RowBinary|INSERT_DATA|RowBinary",
        "INSERT INTO t SELECT 1 FORMAT Null|INSERT_QUERY|",
        "INSERT INTO t (SELECT 1)|INSERT_QUERY|",
        "INSERT INTO FUNCTION file('x') SELECT 1|INSERT_QUERY|",
        "-- nothing|EMPTY|"
      })
  void findsKindAndFormat(String sql, Kind kind, String format) {
    StatementOutline shape = shape(sql);
    assertThat(shape.kind()).isEqualTo(kind);
    assertThat(shape.format()).isEqualTo(format);
    assertThat(shape.several()).isFalse();
  }

  @Test
  void cutsTheDataOffAnInsert() {
    String sql = "INSERT INTO t (a) -- all of it\n SETTINGS async_insert=0 FORMAT TSV\r\n1\n2";
    StatementOutline shape = shape(sql);
    assertThat(sql.substring(0, shape.headEnd()))
        .isEqualTo("INSERT INTO t (a) -- all of it\n SETTINGS async_insert=0");
    assertThat(sql.substring(shape.dataStart())).isEqualTo("1\n2");
  }

  @Test
  void seesASecondStatement() {
    assertThat(shape("SELECT 1; DROP TABLE t").several()).isTrue();
    assertThat(shape("SELECT ';' ; ").several()).isFalse();
    assertThat(shape("SELECT $tag$;x;$tag$").several()).isFalse();
  }

  @Test
  void killIsRewrittenForTheEngine() {
    byte[] sql = "KILL QUERY WHERE query_id='it''s query_id' SYNC".getBytes(UTF_8);
    assertThat(ClickHouseText.kill(sql))
        .isEqualTo("KILL QUERY WHERE Settings['log_comment'] ='it''s query_id' ASYNC ");
  }

  private static StatementOutline shape(String sql) {
    byte[] bytes = sql.getBytes(UTF_8);
    return StatementOutline.of(bytes, bytes.length);
  }
}
