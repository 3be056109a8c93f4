package io.timestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementSplitterTest {
  private final StatementSplitter splitter = new StatementSplitter();

  @Test
  void cutsAtSemicolonsOutsideOfQuotesAndComments() {
    assertThat(
            splitter.feed(
                "SELECT ';', 'it''s;' ; SELECT \"a;b\", `c;d` -- no ; here\n, 1 /* ; */; SELECT 3"))
        .containsExactly("SELECT ';', 'it''s;'", "SELECT \"a;b\", `c;d` -- no ; here\n, 1 /* ; */");
    assertThat(splitter.end()).containsExactly("SELECT 3");
  }

  @Test
  void joinsLinesUntilTheStatementEnds() {
    assertThat(splitter.feed("SELECT 1\n")).isEmpty();
    assertThat(splitter.isEmpty()).isFalse();
    assertThat(splitter.feed("+ 1;\n")).isEqualTo(List.of("SELECT 1\n+ 1"));
    assertThat(splitter.isEmpty()).isTrue();
  }

  @Test
  void ignoresEmptyStatementsAndLoneComments() {
    assertThat(splitter.feed(";; -- nothing\n ; /* x */ ;")).isEmpty();
    assertThat(splitter.end()).isEmpty();
  }

  @Test
  void anOpenQuoteHoldsAcrossLines() {
    assertThat(splitter.feed("SELECT 'a;\n")).isEmpty();
    assertThat(splitter.feed("b';")).containsExactly("SELECT 'a;\nb'");
  }

  @Test
  void aMinusOrSlashAloneIsNoComment() {
    assertThat(splitter.feed("SELECT 5-1, 6/2;")).containsExactly("SELECT 5-1, 6/2");
  }
}
