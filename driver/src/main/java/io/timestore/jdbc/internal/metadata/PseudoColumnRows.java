package io.timestore.jdbc.internal.metadata;

import io.timestore.calcite.show.NamePattern;
import io.timestore.core.model.SystemColumn;
import java.sql.PseudoColumnUsage;
import java.sql.ResultSet;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** The answer of {@code getPseudoColumns}: the system columns, which {@code *} does not show. */
final class PseudoColumnRows {
  private static final int DECIMAL_RADIX = 10;
  private static final int BIGINT_DIGITS = 19;
  private static final int TIMESTAMP_WIDTH = 23;

  private final @Nullable String pattern;
  private final MetaRows rows =
      new MetaRows(
          "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME DATA_TYPE:i COLUMN_SIZE:i DECIMAL_DIGITS:i"
              + " NUM_PREC_RADIX:i COLUMN_USAGE REMARKS CHAR_OCTET_LENGTH:i IS_NULLABLE");

  PseudoColumnRows(@Nullable String pattern) {
    this.pattern = pattern;
  }

  void add(String schema, String table) {
    for (SystemColumn column : SystemColumn.values()) {
      if (!NamePattern.matches(pattern, column.columnName())) {
        continue;
      }
      int type =
          switch (column) {
            case SEQ, LANE -> Types.BIGINT;
            case PARTITION_KEY -> Types.VARCHAR;
            case INGESTED_AT -> Types.TIMESTAMP;
          };
      int size =
          switch (type) {
            case Types.BIGINT -> BIGINT_DIGITS;
            case Types.TIMESTAMP -> TIMESTAMP_WIDTH;
            default -> Integer.MAX_VALUE;
          };
      rows.row(
          null,
          schema,
          table,
          column.columnName(),
          type,
          size,
          type == Types.TIMESTAMP ? 3 : 0,
          DECIMAL_RADIX,
          PseudoColumnUsage.NO_USAGE_RESTRICTIONS.name(),
          null,
          null,
          "NO");
    }
  }

  ResultSet answer() {
    return rows.answer();
  }
}
