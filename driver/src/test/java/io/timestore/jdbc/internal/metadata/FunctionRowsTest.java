package io.timestore.jdbc.internal.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions and their operands in the metadata. */
final class FunctionRowsTest {
  private static List<String> columns(String function) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet rows = FunctionRows.columns(function, null)) {
      while (rows.next()) {
        columns.add(
            rows.getInt("ORDINAL_POSITION")
                + " "
                + rows.getString("COLUMN_NAME")
                + ":"
                + rows.getString("TYPE_NAME"));
        boolean result = rows.getInt("ORDINAL_POSITION") == 0;
        assertThat(rows.getInt("COLUMN_TYPE"))
            .isEqualTo(
                result ? DatabaseMetaData.functionReturn : DatabaseMetaData.functionColumnIn);
        assertThat(rows.getInt("DATA_TYPE") == Types.OTHER)
            .isEqualTo(rows.getString("TYPE_NAME").equals("ANY"));
      }
    }
    return columns;
  }

  @Test
  void operandsAreThoseOfThePlanner() throws SQLException {
    assertThat(columns("UPPER")).containsExactly("0 :VARCHAR", "1 operand1:VARCHAR");
    assertThat(columns("PI")).containsExactly("0 :DOUBLE");
    assertThat(columns("COUNT")).containsExactly("0 :BIGINT", "1 operand1:ANY");
    assertThat(columns("ABS")).containsExactly("0 :ANY", "1 operand1:ANY");
    assertThat(columns("TOYYYYMM")).containsExactly("0 :BIGINT", "1 operand1:TIMESTAMP");
    assertThat(columns("REPEAT"))
        .containsExactly("0 :VARCHAR", "1 operand1:VARCHAR", "2 operand2:BIGINT");
    assertThat(columns("NO_SUCH_FUNCTION")).isEmpty();
    assertThat(columns("%")).hasSizeGreaterThan(300);
    try (ResultSet none = FunctionRows.columns("UPPER", "operand2")) {
      assertThat(none.next()).isFalse();
    }
  }

  @Test
  void functionsOfTimeSeriesAndOfClickHouseAreThere() {
    assertThat(FunctionRows.functions().keySet())
        .contains("TIME_BUCKET", "TOSTARTOFHOUR", "UNIQ", "DATE_TRUNC", "SUM", "COALESCE");
  }
}
