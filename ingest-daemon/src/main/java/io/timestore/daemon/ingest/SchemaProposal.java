package io.timestore.daemon.ingest;

import io.timestore.core.model.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a request declares.
 *
 * @param fields at least one, names unique without regard to case; {@code sinceVersion} means
 *     nothing here. A default is text: ClickHouse's spelling in UTC for timestamps ({@code
 *     2001-01-01 00:00:00.000000}) and dates, {@code true} or {@code false}, plain digits, JSON
 * @param complete whether the fields are all that the table shall have: then a column of the table
 *     that is missing here, or has another type, is a SCHEMA_EVOLUTION error. If not (fields read
 *     from a file), columns of the table keep their types and only new ones are added
 * @param timeColumn the field that carries a row's time, if the request says so; null for the
 *     dataset's {@code metadata.timestampColumn}, else the first timestamp field
 * @param backfill whether older rows are to be rewritten with the defaults
 */
public record SchemaProposal(
    List<Field> fields, boolean complete, @Nullable String timeColumn, boolean backfill) {
  public SchemaProposal {
    fields = List.copyOf(fields);
  }
}
