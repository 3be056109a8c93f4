package io.timestore.jdbc.internal.metadata;

import java.sql.ResultSet;
import java.util.Arrays;
import java.util.List;

/** The properties that {@code setClientInfo} takes. */
public enum ClientInfoProperty {
  APPLICATION_NAME("ApplicationName", "Stands in ClickHouse's log_comment"),
  CLIENT_HOSTNAME("ClientHostname", "Kept by the connection"),
  CLIENT_USER("ClientUser", "Kept by the connection");

  private static final int MAX_LENGTH = 255;

  private final String key;
  private final String description;

  ClientInfoProperty(String key, String description) {
    this.key = key;
    this.description = description;
  }

  public String key() {
    return key;
  }

  /** All keys. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(ClientInfoProperty::key).toList();
  }

  /** The answer of {@code getClientInfoProperties}. */
  static ResultSet answer() {
    MetaRows rows = new MetaRows("NAME MAX_LEN:i DEFAULT_VALUE DESCRIPTION");
    for (ClientInfoProperty each : values()) {
      rows.row(each.key, MAX_LENGTH, null, each.description);
    }
    return rows.answer();
  }
}
