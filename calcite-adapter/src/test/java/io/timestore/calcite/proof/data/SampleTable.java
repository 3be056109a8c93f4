package io.timestore.calcite.proof.data;

import io.timestore.core.model.Field;
import io.timestore.core.model.TableSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table's rows, wherever they are put.
 *
 * @param schema its latest version
 */
public record SampleTable(String name, TableSchema schema, List<Row> rows) {
  public SampleTable {
    rows = List.copyOf(rows);
  }

  /**
   * A row as a reader of the latest schema sees it.
   *
   * @param version the schema version that it was written with; newer fields hold their defaults
   * @param values Long, Double, BigDecimal, String, Boolean, UUID, LocalDate, LocalDateTime or null
   */
  public record Row(int version, List<@Nullable Object> values) {}

  /** The schema as it was at a version. */
  public TableSchema schemaAt(int version) {
    List<Field> fields = schema.fields().stream().filter(f -> f.sinceVersion() <= version).toList();
    return new TableSchema(version, fields, schema.timeColumn());
  }
}
