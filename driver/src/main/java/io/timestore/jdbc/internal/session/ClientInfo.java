package io.timestore.jdbc.internal.session;

import io.timestore.jdbc.internal.metadata.ClientInfoProperty;
import io.timestore.jdbc.internal.url.ConnectionProperty;
import io.timestore.jdbc.internal.url.SessionSettings;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a connection knows of its client: the application's name, which stands in ClickHouse's log
 * beside every statement, its user and host. Thread-safe.
 */
final class ClientInfo {
  private final SessionSettings settings;
  private final Properties info = new Properties();

  ClientInfo(SessionSettings settings) {
    this.settings = settings;
  }

  private static boolean isApplicationName(String key) {
    return key.equals(ClientInfoProperty.APPLICATION_NAME.key());
  }

  synchronized void set(String key, @Nullable String value) throws SQLException {
    if (isApplicationName(key)) {
      settings.set(ConnectionProperty.APPLICATION_NAME, value == null ? "" : value);
    } else if (value == null) {
      info.remove(key);
    } else {
      info.setProperty(key, value);
    }
  }

  synchronized @Nullable String get(String key) {
    return isApplicationName(key)
        ? settings.value(ConnectionProperty.APPLICATION_NAME)
        : info.getProperty(key);
  }

  synchronized Properties all() {
    Properties all = new Properties();
    for (String key : ClientInfoProperty.keys()) {
      String value = get(key);
      if (value != null) {
        all.setProperty(key, value);
      }
    }
    return all;
  }
}
