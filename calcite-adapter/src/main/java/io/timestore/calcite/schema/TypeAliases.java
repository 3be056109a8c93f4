package io.timestore.calcite.schema;

import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Names of types beyond the SQL standard's. */
final class TypeAliases {
  private static final int MILLIS = 3;
  private static final int NANOS = 9;

  private TypeAliases() {}

  static @Nullable RelDataType of(String name) {
    RelDataType type =
        switch (name.toUpperCase(Locale.ROOT)) {
          case "TEXT", "STRING", "KEYWORD", "JSON" -> type(SqlTypeName.VARCHAR);
          case "INT2", "INT16" -> type(SqlTypeName.SMALLINT);
          case "INT4", "INT32" -> type(SqlTypeName.INTEGER);
          case "INT8", "INT64" -> type(SqlTypeName.BIGINT);
          case "FLOAT4", "FLOAT32" -> type(SqlTypeName.REAL);
          case "FLOAT8", "FLOAT64" -> type(SqlTypeName.DOUBLE);
          case "BOOL" -> type(SqlTypeName.BOOLEAN);
          case "DATETIME", "TIMESTAMPTZ" -> type(SqlTypeName.TIMESTAMP);
          case "DATE32" -> type(SqlTypeName.DATE);
          case "TIMESTAMP_MS" -> SqlTypes.FACTORY.createSqlType(SqlTypeName.TIMESTAMP, MILLIS);
          case "TIMESTAMP_NS" -> SqlTypes.FACTORY.createSqlType(SqlTypeName.TIMESTAMP, NANOS);
          default -> null;
        };
    return type == null ? null : SqlTypes.FACTORY.createTypeWithNullability(type, true);
  }

  private static RelDataType type(SqlTypeName name) {
    return SqlTypes.FACTORY.createSqlType(name);
  }
}
