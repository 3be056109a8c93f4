package io.timestore.cli.demo;

import io.timestore.jdbc.Provenance;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Reads what timestore's statements tell beyond {@code java.sql}. */
final class OriginReader {
  private OriginReader() {}

  /** Where the rows of the statement's last answer came from. */
  static AnswerOrigin read(Statement statement) throws SQLException {
    Provenance provenance = statement.unwrap(Provenance.class);
    List<Long> watermarks =
        provenance.tables().stream()
            .filter(table -> table.dataset().equals(Tables.FLIGHTS))
            .findFirst()
            .map(table -> table.watermarks())
            .orElse(List.of());
    return new AnswerOrigin(provenance.strategy(), watermarks, 0, provenance.hotRows());
  }
}
