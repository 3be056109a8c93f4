package io.timestore.core.model;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One version of a table's schema. Immutable; a newer version only appends fields.
 *
 * @param version counts from 1
 * @param timeColumn the field that carries a row's time, never null in a row; null for a table that
 *     is windowed by ingestion time
 */
public record TableSchema(int version, List<Field> fields, @Nullable String timeColumn) {
  public TableSchema {
    fields = List.copyOf(fields);
  }

  /** Position of a field by exact name, or -1. */
  public int indexOf(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Position of a field by name without regard to case, or -1. */
  public int indexOfIgnoreCase(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().toLowerCase(Locale.ROOT).equals(wanted)) {
        return i;
      }
    }
    return -1;
  }

  /** Every field but the time column may be absent from a row. */
  public boolean nullable(int index) {
    return !fields.get(index).name().equals(timeColumn);
  }

  /** The ClickHouse type of the field's column. */
  public String clickHouseType(int index) {
    return fields.get(index).type().clickHouseType(nullable(index));
  }
}
