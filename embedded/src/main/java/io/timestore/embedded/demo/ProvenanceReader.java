package io.timestore.embedded.demo;

import java.lang.reflect.Method;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Reads what timestore's statements tell beyond {@code java.sql}. The command line is built without
 * the driver and meets it only at run time, so this goes by names.
 */
final class ProvenanceReader {
  private ProvenanceReader() {}

  /** What the statement's last answer tells; only timestore's own statements can. */
  static Provenance read(Statement statement) throws SQLException {
    try {
      Object provenance = call(statement, "provenance");
      long hotRows = (long) call(provenance, "hotRows");
      String strategy = call(call(provenance, "strategy"), "word").toString();
      for (Object table : (List<?>) call(provenance, "tables")) {
        Object name = call(call(table, "table"), "dataset");
        if (name.equals(Tables.FLIGHTS)) {
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
    Method method = target.getClass().getMethod(name);
    method.setAccessible(true);
    Object value = method.invoke(target);
    if (value == null) {
      throw new ReflectiveOperationException(name + " is null");
    }
    return value;
  }
}
