package io.timestore.calcite.schema;

import io.timestore.core.model.FieldType;
import io.timestore.core.model.SystemColumn;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;

/** The SQL types of fields and system columns, and the factory that makes them. */
public final class SqlTypes {
  /** Makes types of {@link ExactTypeSystem}, text in UTF-8. Safe for use by many threads. */
  public static final JavaTypeFactory FACTORY = new Utf8TypeFactory();

  private SqlTypes() {}

  /** The SQL type of a field. */
  public static RelDataType of(FieldType type, boolean nullable) {
    return of(type, nullable, FACTORY);
  }

  static RelDataType of(FieldType type, boolean nullable, RelDataTypeFactory factory) {
    RelDataType base =
        switch (type.kind()) {
          case TIMESTAMP -> factory.createSqlType(SqlTypeName.TIMESTAMP, type.precision());
          case DATE -> factory.createSqlType(SqlTypeName.DATE);
          case STRING, KEYWORD, JSON -> factory.createSqlType(SqlTypeName.VARCHAR);
          case INTEGER -> factory.createSqlType(SqlTypeName.BIGINT);
          case DOUBLE -> factory.createSqlType(SqlTypeName.DOUBLE);
          case DECIMAL ->
              factory.createSqlType(SqlTypeName.DECIMAL, type.precision(), type.scale());
          case BOOLEAN -> factory.createSqlType(SqlTypeName.BOOLEAN);
          case UUID -> factory.createSqlType(SqlTypeName.UUID);
        };
    return factory.createTypeWithNullability(base, nullable);
  }

  static RelDataType of(SystemColumn column, RelDataTypeFactory factory) {
    return switch (column) {
      case SEQ, LANE -> factory.createSqlType(SqlTypeName.BIGINT);
      case PARTITION_KEY -> factory.createSqlType(SqlTypeName.VARCHAR);
      case INGESTED_AT -> factory.createSqlType(SqlTypeName.TIMESTAMP, 3);
    };
  }

  private static final class Utf8TypeFactory extends JavaTypeFactoryImpl {
    Utf8TypeFactory() {
      super(ExactTypeSystem.INSTANCE);
    }

    @Override
    public Charset getDefaultCharset() {
      return StandardCharsets.UTF_8;
    }
  }
}
