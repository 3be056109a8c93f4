package io.timestore.jdbc.internal.metadata;

import io.timestore.calcite.schema.SqlTypes;
import io.timestore.calcite.show.FieldText;
import io.timestore.calcite.show.NamePattern;
import io.timestore.core.model.Field;
import io.timestore.core.model.Table;
import io.timestore.jdbc.internal.value.ColumnInfo;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;

/** The answer of {@code getColumns}, with all of its 24 fields. */
final class ColumnRows {
  private static final int DECIMAL_RADIX = 10;

  private final @Nullable String pattern;
  private final MetaRows rows =
      new MetaRows(
          "TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME DATA_TYPE:i TYPE_NAME COLUMN_SIZE:i"
              + " BUFFER_LENGTH:i DECIMAL_DIGITS:i NUM_PREC_RADIX:i NULLABLE:i REMARKS COLUMN_DEF"
              + " SQL_DATA_TYPE:i SQL_DATETIME_SUB:i CHAR_OCTET_LENGTH:i ORDINAL_POSITION:i"
              + " IS_NULLABLE SCOPE_CATALOG SCOPE_SCHEMA SCOPE_TABLE SOURCE_DATA_TYPE:i"
              + " IS_AUTOINCREMENT IS_GENERATEDCOLUMN");

  ColumnRows(@Nullable String pattern) {
    this.pattern = pattern;
  }

  void add(String schema, String name, Table table) {
    for (int i = 0; i < table.schema().fields().size(); i++) {
      Field field = table.schema().fields().get(i);
      if (NamePattern.matches(pattern, field.name())) {
        boolean nullable = table.schema().nullable(i);
        ColumnInfo info = ColumnInfo.of(SqlTypes.of(field.type(), nullable));
        rows.row(
            null,
            schema,
            name,
            field.name(),
            info.jdbcType(),
            info.typeName(),
            info.precision(),
            null,
            info.scale(),
            DECIMAL_RADIX,
            nullable ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
            null,
            FieldText.defaultOf(field),
            null,
            null,
            info.className().equals("java.lang.String") ? info.precision() : null,
            i + 1,
            nullable ? "YES" : "NO",
            null,
            null,
            null,
            null,
            "NO",
            "NO");
      }
    }
  }

  ResultSet answer() {
    return rows.answer();
  }
}
