package io.timestore.embedded.demo;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Reads what timestore's statements tell beyond {@code java.sql}. The command line is built without
 * the driver and meets it only at run time, so this goes by names.
 */
final class ProvenanceReader {
  private static final String PROVENANCE = "io.timestore.jdbc.Provenance";

  private ProvenanceReader() {}

  /** What the statement's last answer tells; only timestore's own statements can. */
  static Provenance read(Statement statement) throws SQLException {
    try {
      Object provenance = statement.unwrap(Class.forName(PROVENANCE));
      long hotRows = (long) call(provenance, "hotRows");
      String strategy = (String) call(provenance, "strategy");
      for (Object table : (List<?>) call(provenance, "tables")) {
        if (call(table, "dataset").equals(Tables.FLIGHTS)) {
          List<Long> watermarks =
              ((List<?>) call(table, "watermarks")).stream().map(w -> (Long) w).toList();
          return new Provenance(strategy, watermarks, 0, hotRows);
        }
      }
      return new Provenance(strategy, List.of(), 0, hotRows);
    } catch (ReflectiveOperationException e) {
      throw new SQLException("This driver does not tell where its rows came from", e);
    }
  }

  private static Object call(Object target, String name) throws ReflectiveOperationException {
    Object value = target.getClass().getMethod(name).invoke(target);
    if (value == null) {
      throw new ReflectiveOperationException(name + " is null");
    }
    return value;
  }
}
