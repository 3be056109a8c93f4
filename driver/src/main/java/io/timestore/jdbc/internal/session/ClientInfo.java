package io.timestore.jdbc.internal.session;

import io.timestore.jdbc.internal.url.ConnectionProperty;
import io.timestore.jdbc.internal.url.SessionSettings;
import java.sql.ClientInfoStatus;
import java.sql.Connection;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a connection knows of its client: the application's name, which stands in ClickHouse's log
 * beside every statement, its user and host.
 */
public abstract class ClientInfo implements Connection {
  public static final String APPLICATION_NAME = "ApplicationName";
  static final List<String> NAMES = List.of(APPLICATION_NAME, "ClientUser", "ClientHostname");

  private final Properties info = new Properties();

  abstract void checkOpen() throws SQLException;

  abstract SessionSettings settings();

  /** Leaves word for {@code getWarnings}. */
  abstract void addWarning(SQLWarning warning);

  /** A name that is not known is ignored, with a warning, because tools have names of their own. */
  @Override
  public synchronized void setClientInfo(String name, @Nullable String value)
      throws SQLClientInfoException {
    try {
      checkOpen();
      if (!NAMES.contains(name)) {
        addWarning(
            new SQLWarning(
                "client info '" + name + "' was ignored; known are " + String.join(", ", NAMES),
                "01000"));
        return;
      }
      if (name.equals(APPLICATION_NAME)) {
        settings().set(ConnectionProperty.APPLICATION_NAME, value == null ? "" : value);
      }
    } catch (SQLException e) {
      throw new SQLClientInfoException(
          e.getMessage(), e.getSQLState(), Map.of(name, ClientInfoStatus.REASON_UNKNOWN), e);
    }
    if (value == null) {
      info.remove(name);
    } else {
      info.setProperty(name, value);
    }
  }

  @Override
  public synchronized void setClientInfo(@Nullable Properties properties)
      throws SQLClientInfoException {
    Properties wanted = properties == null ? new Properties() : properties;
    for (String name : wanted.stringPropertyNames()) {
      setClientInfo(name, wanted.getProperty(name));
    }
    for (String name : NAMES) {
      if (wanted.getProperty(name) == null) {
        setClientInfo(name, null);
      }
    }
  }

  @Override
  public synchronized @Nullable String getClientInfo(String name) throws SQLException {
    checkOpen();
    return name.equals(APPLICATION_NAME)
        ? settings().value(ConnectionProperty.APPLICATION_NAME)
        : info.getProperty(name);
  }

  @Override
  public synchronized Properties getClientInfo() throws SQLException {
    checkOpen();
    Properties copy = new Properties();
    copy.putAll(info);
    String application = getClientInfo(APPLICATION_NAME);
    if (application != null) {
      copy.setProperty(APPLICATION_NAME, application);
    }
    return copy;
  }
}
