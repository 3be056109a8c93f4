package io.timestore.jdbc;

import io.timestore.jdbc.internal.error.ArgumentCheck;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.error.Unwrapping;
import io.timestore.jdbc.internal.url.ConnectionProperty;
import io.timestore.jdbc.internal.url.ConnectionUrl;
import io.timestore.jdbc.internal.url.Host;
import io.timestore.jdbc.internal.url.PropertyCheck;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.ShardingKeyBuilder;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections to one URL, for frameworks and pools that are given a data source. Set it up first,
 * then share it; {@link #getConnection()} is thread-safe.
 */
public final class TimestoreDataSource implements DataSource {
  private String url = ConnectionUrl.PREFIX + "//127.0.0.1:" + Host.DEFAULT_PORT + "/";
  private final Properties properties = new Properties();
  private @Nullable PrintWriter logWriter;

  /** Makes a data source of the daemon on this machine. */
  public TimestoreDataSource() {}

  /** Makes a data source of a URL. */
  public TimestoreDataSource(String url) {
    this.url = url;
  }

  public synchronized void setUrl(String url) {
    this.url = url;
  }

  public synchronized String getUrl() {
    return url;
  }

  public void setUser(@Nullable String user) {
    set(ConnectionProperty.USER, user);
  }

  public void setPassword(@Nullable String password) {
    set(ConnectionProperty.PASSWORD, password);
  }

  /**
   * Sets a property by its name.
   *
   * @throws SQLException if there is no such property
   */
  public void setProperty(String name, @Nullable String value) throws SQLException {
    ConnectionProperty known = ConnectionProperty.find(name);
    if (known == null) {
      throw PropertyCheck.unknown(name);
    }
    set(known, value);
  }

  private synchronized void set(ConnectionProperty property, @Nullable String value) {
    if (value == null) {
      properties.remove(property.key());
    } else {
      properties.setProperty(property.key(), value);
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    return getConnection(null, null);
  }

  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    ConnectionUrl parsed;
    synchronized (this) {
      if (!ConnectionUrl.accepts(url)) {
        throw SqlErrors.badArgument("the URL must begin with " + ConnectionUrl.PREFIX + "//");
      }
      Properties all = new Properties();
      all.putAll(properties);
      if (user != null) {
        all.setProperty(ConnectionProperty.USER.key(), user);
      }
      if (password != null) {
        all.setProperty(ConnectionProperty.PASSWORD.key(), password);
      }
      parsed = ConnectionUrl.parse(url, all);
    }
    return TimestoreDriver.open(parsed);
  }

  @Override
  public synchronized @Nullable PrintWriter getLogWriter() {
    return logWriter;
  }

  /** Kept, but nothing is written to it: the driver logs through SLF4J. */
  @Override
  public synchronized void setLogWriter(@Nullable PrintWriter out) {
    logWriter = out;
  }

  /** As the property {@code connectTimeoutMs}. */
  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    ArgumentCheck.notNegative(seconds, "login time-out");
    set(
        ConnectionProperty.CONNECT_TIMEOUT_MS,
        seconds == 0 ? null : Long.toString(seconds * 1_000L));
  }

  @Override
  public synchronized int getLoginTimeout() throws SQLException {
    String millis = ConnectionProperty.CONNECT_TIMEOUT_MS.of(properties);
    return (int)
        (PropertyCheck.number(ConnectionProperty.CONNECT_TIMEOUT_MS, String.valueOf(millis))
            / 1_000);
  }

  @Override
  public ConnectionBuilder createConnectionBuilder() throws SQLException {
    throw SqlErrors.unsupported("DataSource.createConnectionBuilder");
  }

  @Override
  public ShardingKeyBuilder createShardingKeyBuilder() throws SQLException {
    throw SqlErrors.unsupported("DataSource.createShardingKeyBuilder");
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("io.timestore");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Unwrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
