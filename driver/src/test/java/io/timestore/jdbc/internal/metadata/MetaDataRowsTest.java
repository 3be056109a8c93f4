package io.timestore.jdbc.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.calcite.parse.StatementParser;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What metadata tells of types, defaults and words. */
final class MetaDataRowsTest {
  @Test
  void typesAreInTheOrderOfTheirNumbers() throws SQLException {
    List<Integer> numbers = new ArrayList<>();
    try (ResultSet types = TypeRows.answer()) {
      while (types.next()) {
        numbers.add(types.getInt("DATA_TYPE"));
      }
    }
    assertThat(numbers).hasSizeGreaterThan(10).isSorted();
  }

  @Test
  void defaultsAreAsTheyStandInSql() throws SQLException {
    List<Field> fields =
        List.of(
            new Field("time", FieldType.parse("timestamp")),
            new Field("text", FieldType.parse("string"), "it's", 2),
            new Field("number", FieldType.parse("integer"), "7", 2));
    TableSchema schema = new TableSchema(2, fields, "time");
    ColumnRows rows = new ColumnRows(null);
    rows.add(
        "d",
        "records",
        new Table(1, "d", new TableName("d", "records"), schema, TimeWindow.MONTH, "db", "r", 1));
    List<@Nullable String> defaults = new ArrayList<>();
    try (ResultSet columns = rows.answer()) {
      while (columns.next()) {
        defaults.add(columns.getString("COLUMN_DEF"));
      }
    }
    assertThat(defaults).containsExactly(null, "'it''s'", "7");
  }

  @Test
  void keywordsAreThoseOfTheParser() {
    assertThat(StatementParser.keywords())
        .contains("ILIKE", "LIMIT", "LATERAL", "QUALIFY", "UUID", "WINDOW")
        .doesNotContain("SELECT", "FROM");
  }
}
