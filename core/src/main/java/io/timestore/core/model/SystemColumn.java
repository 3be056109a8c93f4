package io.timestore.core.model;

import java.util.Locale;

/** The columns that every cold table has beside its fields. {@code SELECT *} does not show them. */
public enum SystemColumn {
  SEQ("_seq", "UInt64"),
  LANE("_lane", "UInt16"),
  PARTITION_KEY("_partition_key", "LowCardinality(String)"),
  INGESTED_AT("_ingested_at", "DateTime64(3, 'UTC')");

  private final String columnName;
  private final String clickHouseType;

  SystemColumn(String columnName, String clickHouseType) {
    this.columnName = columnName;
    this.clickHouseType = clickHouseType;
  }

  public String columnName() {
    return columnName;
  }

  public String clickHouseType() {
    return clickHouseType;
  }

  /** Whether a field may not have this name. Compared without regard to case. */
  public static boolean isReserved(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (SystemColumn c : values()) {
      if (c.columnName.equals(lower)) {
        return true;
      }
    }
    return false;
  }
}
