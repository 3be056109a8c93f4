package io.timestore.jdbc.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.embedded.EmbeddedStack;
import io.timestore.jdbc.DriverStack;
import io.timestore.jdbc.Leaks;
import io.timestore.testkit.TcpProxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Metadata takes as many round trips for many tables as for one. */
@ExtendWith(Leaks.class)
final class RoundTripCountTest {
  /** A call of metadata. */
  private interface Call {
    ResultSet of(DatabaseMetaData metaData) throws SQLException;
  }

  private static final Map<String, Call> CALLS = new LinkedHashMap<>();

  static {
    CALLS.put("getTables", m -> m.getTables(null, "%", "%", null));
    CALLS.put("getColumns", m -> m.getColumns(null, "%", "%", "%"));
    CALLS.put("getSchemas", DatabaseMetaData::getSchemas);
    CALLS.put("getPseudoColumns", m -> m.getPseudoColumns(null, "%", "%", "%"));
    CALLS.put("getIndexInfo", m -> m.getIndexInfo(null, null, "records", false, true));
    CALLS.put("getPrimaryKeys", m -> m.getPrimaryKeys(null, null, "records"));
    CALLS.put("getFunctions", m -> m.getFunctions(null, null, "%"));
    CALLS.put("getTypeInfo", DatabaseMetaData::getTypeInfo);
    CALLS.put("getCatalogs", DatabaseMetaData::getCatalogs);
  }

  @Test
  void theNumberOfTablesDoesNotMatter() throws Exception {
    EmbeddedStack stores = EmbeddedStack.shared();
    try (DriverStack stack = new DriverStack();
        TcpProxy catalog = new TcpProxy(TcpProxy.portOf(stores.catalogUrl()));
        TcpProxy redis = new TcpProxy(TcpProxy.portOf(stores.redisUri()));
        TcpProxy clickHouse = new TcpProxy(TcpProxy.portOf(stores.clickHouseUrl()))) {
      stack.fill("trips_0", 1, 2);
      String url =
          stack.url()
              + "?catalogUser=%s&catalogPassword=%s&catalogUrl=%s&redisUri=%s&clickhouseUrl=%s"
                  .formatted(
                      stores.catalogUser(),
                      stores.catalogPassword(),
                      catalog.insteadOf(stores.catalogUrl()),
                      redis.insteadOf(stores.redisUri()),
                      clickHouse.insteadOf(stores.clickHouseUrl()));
      try (Connection connection = DriverManager.getConnection(url)) {
        measure(connection, catalog);
        awaitFirstContacts();
        long contacts = redis.roundTrips() + clickHouse.roundTrips();
        Map<String, Long> few = measure(connection, catalog);
        for (int i = 1; i <= 30; i++) {
          stack.fill("trips_" + i, 1, 2);
        }
        measure(connection, catalog); // a connection that was idle is looked at once
        assertThat(measure(connection, catalog)).isEqualTo(few);
        assertThat(few.get("getTables")).isPositive().isLessThanOrEqualTo(4);
        assertThat(few.get("getTypeInfo")).isZero();
        assertThat(redis.roundTrips() + clickHouse.roundTrips())
            .as("other stores")
            .isEqualTo(contacts);
      }
    }
  }

  /** A new connection contacts every store in the background. */
  private static void awaitFirstContacts() throws InterruptedException {
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("timestore-first-contact"))) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static Map<String, Long> measure(Connection connection, TcpProxy catalog)
      throws SQLException {
    Map<String, Long> trips = new LinkedHashMap<>();
    for (Map.Entry<String, Call> call : CALLS.entrySet()) {
      long before = catalog.roundTrips();
      try (ResultSet rows = call.getValue().of(connection.getMetaData())) {
        while (rows.next()) {
          assertThat(rows.getString(1)).isNotEqualTo("");
        }
      }
      trips.put(call.getKey(), catalog.roundTrips() - before);
    }
    return trips;
  }
}
