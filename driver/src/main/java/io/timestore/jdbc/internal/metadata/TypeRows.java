package io.timestore.jdbc.internal.metadata;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** The answer of {@code getTypeInfo}: the types of columns, in the order of their numbers. */
final class TypeRows {
  private static final int MAX_DECIMAL = 76;
  private static final int MAX_FRACTION = 9;

  private TypeRows() {}

  static ResultSet answer() {
    MetaRows rows =
        new MetaRows(
            "TYPE_NAME DATA_TYPE:i PRECISION:i LITERAL_PREFIX LITERAL_SUFFIX CREATE_PARAMS"
                + " NULLABLE:i CASE_SENSITIVE:b SEARCHABLE:i UNSIGNED_ATTRIBUTE:b"
                + " FIXED_PREC_SCALE:b AUTO_INCREMENT:b LOCAL_TYPE_NAME MINIMUM_SCALE:i"
                + " MAXIMUM_SCALE:i SQL_DATA_TYPE:i SQL_DATETIME_SUB:i NUM_PREC_RADIX:i");
    add(rows, "TINYINT", Types.TINYINT, 3, null, null, 0);
    add(rows, "BIGINT", Types.BIGINT, 19, null, null, 0);
    add(rows, "DECIMAL", Types.DECIMAL, MAX_DECIMAL, null, "precision,scale", MAX_DECIMAL);
    add(rows, "INTEGER", Types.INTEGER, 10, null, null, 0);
    add(rows, "SMALLINT", Types.SMALLINT, 5, null, null, 0);
    add(rows, "REAL", Types.REAL, 7, null, null, 0);
    add(rows, "DOUBLE", Types.DOUBLE, 15, null, null, 0);
    add(rows, "VARCHAR", Types.VARCHAR, Integer.MAX_VALUE, "'", "length", 0);
    add(rows, "BOOLEAN", Types.BOOLEAN, 1, null, null, 0);
    add(rows, "DATE", Types.DATE, 10, "DATE '", null, 0);
    add(rows, "TIMESTAMP", Types.TIMESTAMP, 29, "TIMESTAMP '", "precision", MAX_FRACTION);
    add(rows, "UUID", Types.OTHER, 36, null, null, 0);
    add(rows, "ARRAY", Types.ARRAY, 0, "ARRAY[", null, 0);
    return rows.answer();
  }

  private static void add(
      MetaRows rows,
      String name,
      int type,
      int precision,
      @Nullable String prefix,
      @Nullable String parameters,
      int maxScale) {
    rows.row(
        name,
        type,
        precision,
        prefix,
        prefix == null ? null : type == Types.ARRAY ? "]" : "'",
        parameters,
        DatabaseMetaData.typeNullable,
        type == Types.VARCHAR,
        DatabaseMetaData.typeSearchable,
        false,
        false,
        false,
        name,
        0,
        maxScale,
        null,
        null,
        10);
  }
}
