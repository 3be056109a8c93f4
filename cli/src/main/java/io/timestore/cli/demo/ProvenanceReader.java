package io.timestore.cli.demo;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Reads what timestore's statements tell beyond {@code java.sql}. */
final class ProvenanceReader {
  private ProvenanceReader() {}

  /** Where the rows of the statement's last answer came from. */
  static Provenance read(Statement statement) throws SQLException {
    io.timestore.jdbc.Provenance provenance = statement.unwrap(io.timestore.jdbc.Provenance.class);
    List<Long> watermarks =
        provenance.tables().stream()
            .filter(table -> table.dataset().equals(Tables.FLIGHTS))
            .findFirst()
            .map(table -> table.watermarks())
            .orElse(List.of());
    return new Provenance(provenance.strategy(), watermarks, 0, provenance.hotRows());
  }
}
