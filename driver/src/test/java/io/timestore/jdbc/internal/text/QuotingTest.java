package io.timestore.jdbc.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts in double quotes become texts in single quotes; nothing else changes. */
final class QuotingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          SELECT "a"|SELECT 'a'
          SELECT "a""b", "it's", ""|SELECT 'a"b', 'it''s', ''
          SELECT 'say "x"', `a"b`, `c``"d`|SELECT 'say "x"', `a"b`, `c``"d`
          SELECT 1 -- "a"|SELECT 1 -- "a"
          SELECT /* "a */ "b" /* "|SELECT /* "a */ 'b' /* "
          SELECT 'it''s "', "x"|SELECT 'it''s "', 'x'
          SELECT "open|SELECT 'open
          """)
  void standard(String written, String standard) {
    assertThat(Quoting.BACKTICK.standard(written)).isEqualTo(standard);
    assertThat(Quoting.DOUBLE_QUOTE.standard(written)).isEqualTo(written);
  }
}
