package io.timestore.core.catalog.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * The PostgreSQL database of the catalog: a pool, migrations and transactions. Safe for many
 * threads. A transaction either commits whole or leaves nothing.
 */
public final class CatalogDatabase implements AutoCloseable {
  private static final String AUTHORIZATION_CLASS = "28";

  private final HikariDataSource pool;
  private final String address;

  public CatalogDatabase(CatalogConfig config) {
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName("timestore-catalog");
    hikari.setDriverClassName(Driver.class.getName());
    hikari.setJdbcUrl(config.url());
    hikari.setUsername(config.user());
    hikari.setPassword(config.password());
    hikari.setMaximumPoolSize(config.poolSize());
    hikari.setMinimumIdle(0);
    hikari.setConnectionTimeout(config.connectTimeout().toMillis());
    hikari.setInitializationFailTimeout(-1);
    hikari.setAutoCommit(false);
    hikari.addDataSourceProperty("ApplicationName", "timestore");
    hikari.addDataSourceProperty("tcpKeepAlive", "true");
    hikari.addDataSourceProperty("socketTimeout", "60");
    this.pool = new HikariDataSource(hikari);
    this.address = config.place();
  }

  /** Brings the tables to the version of this code. */
  public void migrate() {
    CatalogMigration.run(pool, address);
  }

  /** Work inside one transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /** Runs work in a transaction and commits; on any exception nothing of it remains. */
  public <T> T transaction(Work<T> work) {
    try (Connection connection = pool.getConnection()) {
      try {
        T result = work.run(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      boolean refused = String.valueOf(e.getSQLState()).startsWith(AUTHORIZATION_CLASS);
      throw new TimestoreException(
          refused ? ErrorCode.UNAUTHENTICATED : ErrorCode.CATALOG_UNAVAILABLE,
          "the catalog at "
              + address
              + " failed ("
              + e.getSQLState()
              + "): "
              + reason(e)
              + (refused
                  ? "; check its user and password"
                  : "; check that PostgreSQL runs and catalog.url"),
          e);
    }
  }

  /** What PostgreSQL said, where the pool only says that it has no connection. */
  private static @Nullable String reason(SQLException e) {
    return e.getCause() instanceof SQLException said ? said.getMessage() : e.getMessage();
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
