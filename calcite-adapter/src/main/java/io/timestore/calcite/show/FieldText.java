package io.timestore.calcite.show;

import io.timestore.calcite.schema.SqlTypes;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import org.jspecify.annotations.Nullable;

/** How fields are written: in timestore's SQL, and in PostgreSQL's words. Stateless. */
public final class FieldText {
  private FieldText() {}

  /** The type as a CAST names it. */
  static String sqlType(FieldType type) {
    return SqlTypes.of(type, true).toString();
  }

  /** The default as it stands in SQL, text in quotes; null for none. */
  public static @Nullable String defaultOf(Field field) {
    String text = field.defaultText();
    if (text == null) {
      return null;
    }
    return switch (field.type().kind()) {
      case STRING, KEYWORD, JSON -> "'" + text.replace("'", "''") + "'";
      default -> text;
    };
  }

  /** What {@code information_schema.columns.data_type} says of a type. */
  static String dataType(FieldType type) {
    return switch (type.kind()) {
      case TIMESTAMP -> "timestamp without time zone";
      case DATE -> "date";
      case STRING, KEYWORD, JSON -> "character varying";
      case INTEGER -> "bigint";
      case DOUBLE -> "double precision";
      case DECIMAL -> "numeric";
      case BOOLEAN -> "boolean";
      case UUID -> "uuid";
    };
  }

  /** What {@code information_schema.columns.udt_name} says of a type. */
  static String udtName(FieldType type) {
    return switch (type.kind()) {
      case TIMESTAMP -> "timestamp";
      case DATE -> "date";
      case STRING, KEYWORD, JSON -> "varchar";
      case INTEGER -> "int8";
      case DOUBLE -> "float8";
      case DECIMAL -> "numeric";
      case BOOLEAN -> "bool";
      case UUID -> "uuid";
    };
  }
}
