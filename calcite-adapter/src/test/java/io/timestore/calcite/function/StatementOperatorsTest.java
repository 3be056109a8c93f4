package io.timestore.calcite.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a name in a statement means. */
final class StatementOperatorsTest {
  @ParameterizedTest
  @CsvSource({
    "POWER, FUNCTION, 2",
    "coalesce, FUNCTION, 1",
    "split_part, FUNCTION, 1",
    "soundex, FUNCTION, 1",
    "::, BINARY, 1",
    "regexp_replace, FUNCTION, 2",
    "CURRENT_DATE, FUNCTION_ID, 1",
    "time_bucket, FUNCTION, 1",
    "no_such_function, FUNCTION, 0",
  })
  void namesAreFound(String name, SqlSyntax syntax, int operators) {
    List<SqlOperator> found = new ArrayList<>();
    StatementOperators.TABLE.lookupOperatorOverloads(
        new SqlIdentifier(name, SqlParserPos.ZERO),
        null,
        syntax,
        found,
        SqlNameMatchers.withCaseSensitive(false));
    assertThat(found).hasSize(operators);
  }
}
