package io.timestore.jdbc;

import io.timestore.calcite.cache.PlannerWarmUp;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.session.PackagedLibraries;
import io.timestore.jdbc.internal.session.SharedEngines;
import io.timestore.jdbc.internal.session.TimestoreConnection;
import io.timestore.jdbc.internal.url.ConnectionProperty;
import io.timestore.jdbc.internal.url.ConnectionUrl;
import io.timestore.jdbc.internal.url.EndpointDiscovery;
import io.timestore.jdbc.internal.url.Endpoints;
import io.timestore.jdbc.internal.url.Secrets;
import io.timestore.jdbc.internal.url.SessionSettings;
import io.timestore.jdbc.internal.url.TlsFiles;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC driver for {@code jdbc:timestore://host:port/[dataset]}, where host and port are the
 * daemon's. Thread-safe.
 */
public final class TimestoreDriver implements Driver {
  private static final int MAJOR = 0;
  private static final int MINOR = 1;

  static {
    PackagedLibraries.quiet();
    try {
      DriverManager.registerDriver(new TimestoreDriver());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    return open(ConnectionUrl.parse(url, info));
  }

  static Connection open(ConnectionUrl url) throws SQLException {
    SessionSettings settings = new SessionSettings(url);
    long tailBytes = url.number(ConnectionProperty.TAIL_BUFFER_MB) << 20;
    long catalogMaxAge = url.number(ConnectionProperty.CATALOG_MAX_AGE_MS);
    if (url.flag(ConnectionProperty.WARM_UP)) {
      PlannerWarmUp.OF_JVM.begin();
    }
    Endpoints given = Endpoints.of(url);
    Endpoints endpoints = given == null ? EndpointDiscovery.ask(url) : given;
    SharedEngines.Lease lease;
    try {
      lease =
          SharedEngines.lease(endpoints, TlsFiles.checkedTrustOf(url), catalogMaxAge, tailBytes);
    } catch (TimestoreException e) {
      throw SqlErrors.of(e);
    } catch (RuntimeException e) {
      throw SqlErrors.of(
          ErrorCode.INVALID_REQUEST,
          "the endpoints " + endpoints + " cannot be used: " + Secrets.hide(e.toString()),
          Secrets.in(e.toString()) ? null : e);
    }
    boolean made = false;
    try {
      Connection connection = new TimestoreConnection(url, lease, settings);
      made = true;
      return connection;
    } finally {
      if (!made) {
        lease.close();
      }
    }
  }

  @Override
  public boolean acceptsURL(@Nullable String url) {
    return ConnectionUrl.accepts(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties info)
      throws SQLException {
    Properties set = info == null ? new Properties() : info;
    if (url != null && ConnectionUrl.accepts(url)) {
      set = ConnectionUrl.parse(url, info).properties();
    }
    List<DriverPropertyInfo> properties = new ArrayList<>();
    for (ConnectionProperty property : ConnectionProperty.values()) {
      String value = property.of(set);
      boolean secret = property.isSecret() || Secrets.in(value);
      DriverPropertyInfo shown = new DriverPropertyInfo(property.key(), secret ? null : value);
      shown.description = property.description();
      if (!property.choices().isEmpty()) {
        shown.choices = property.choices().toArray(new String[0]);
      }
      properties.add(shown);
    }
    return properties.toArray(new DriverPropertyInfo[0]);
  }

  @Override
  public int getMajorVersion() {
    return MAJOR;
  }

  @Override
  public int getMinorVersion() {
    return MINOR;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("io.timestore");
  }
}
