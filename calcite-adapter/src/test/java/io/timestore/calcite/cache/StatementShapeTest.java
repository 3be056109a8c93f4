package io.timestore.calcite.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes two statements the same, and what does not. */
final class StatementShapeTest {
  private static String shape(String sql) {
    return StatementShape.of(sql).text();
  }

  @Test
  void blanksCommentsAndTheCaseOfReservedWordsDoNotMatter() {
    String plain = shape("SELECT a FROM t WHERE b = 1");
    assertThat(shape("select a\n\tfrom t -- all\n where /* x ' */ b=1 ;")).isEqualTo(plain);
    assertThat(shape("SELECT a FROM t WHERE b = 1")).isEqualTo(plain);
  }

  @Test
  void valuesAreMarksOfTheirKind() {
    assertThat(shape("x = 1 AND y = 'a''b' AND z < 1.50 AND d > DATE '2001-01-02'"))
        .isEqualTo("x = ?i AND y = ?s AND z < ?d3.2 AND d > ?D");
    assertThat(shape("t >= TIMESTAMP '2001-01-02 03:04:05.5'")).isEqualTo("t >= ?t21");
    assertThat(StatementShape.of("x = 7 OR y = 'a''b'").values(List.of(1, 0)))
        .containsExactly("a'b", 7L);
    assertThat(StatementShape.of("x = 7 OR y = 'a''b'").textWithout(List.of(1)))
        .isEqualTo("x = 7 OR y = ?s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT A FROM t",
        "SELECT \"a\" FROM t",
        "SELECT `a` FROM t",
        "SELECT a FROM t /*+ hint */",
        "SELECT 'a' FROM t",
        "SELECT a . b FROM t",
        "SELECT a AS Count FROM t",
        "SELECT a AS count FROM t",
        "SELECT 'a'\n'b' FROM t",
        "SELECT 'a' 'b' FROM t",
        "SELECT x'61' FROM t",
        "SELECT 1e3 FROM t",
        "SELECT 1e-3 FROM t",
        "SELECT a < = b FROM t",
        "SELECT a <= b FROM t",
        "SELECT a FROM t WHERE 'unfinished",
        "SELECT a FROM t WHERE 1234567890123456 = b",
      })
  void whatMayMatterIsKept(String sql) {
    List<String> others =
        List.of(
            "SELECT a FROM t",
            "SELECT x'62' FROM t",
            "SELECT 1e4 FROM t",
            "SELECT 1e-4 FROM t",
            "SELECT a FROM t WHERE 'unfinished too",
            "SELECT a FROM t WHERE 1234567890123457 = b");
    assertThat(others.stream().map(StatementShapeTest::shape)).doesNotContain(shape(sql));
  }

  @Test
  void aStatementWithParametersKeepsItsLiterals() {
    assertThat(shape("SELECT a FROM t WHERE b = ? AND c = 5"))
        .isEqualTo("SELECT a FROM t WHERE b = ? AND c = 5");
    assertThat(StatementShape.of("SELECT 5 WHERE b = ?").byOffset()).isEmpty();
  }
}
