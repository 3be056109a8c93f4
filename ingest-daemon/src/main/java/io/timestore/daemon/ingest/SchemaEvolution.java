package io.timestore.daemon.ingest;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which schema a table has after a request: the first one, the same one, or one with columns added.
 * Pure.
 */
final class SchemaEvolution {
  private SchemaEvolution() {}

  /** The schema of a new table. */
  static TableSchema first(
      TableName table, SchemaProposal proposal, @Nullable String datasetTimeColumn) {
    List<Field> fields = new ArrayList<>();
    for (Field f : proposal.fields()) {
      fields.add(new Field(f.name(), f.type(), f.defaultText(), 1));
    }
    return new TableSchema(1, fields, timeColumn(table, proposal, datasetTimeColumn));
  }

  private static @Nullable String timeColumn(
      TableName table, SchemaProposal proposal, @Nullable String datasetTimeColumn) {
    String declared = proposal.timeColumn() != null ? proposal.timeColumn() : datasetTimeColumn;
    for (Field f : proposal.fields()) {
      boolean timestamp = f.type().kind() == FieldType.Kind.TIMESTAMP;
      if ((declared == null && timestamp) || f.name().equals(declared)) {
        if (!timestamp) {
          throw new TimestoreException(
              ErrorCode.INVALID_REQUEST,
              "the time column '"
                  + declared
                  + "' of "
                  + table
                  + " has type "
                  + f.type()
                  + "; a time column is a timestamp");
        }
        return f.name();
      }
    }
    if (proposal.timeColumn() != null) {
      throw new TimestoreException(
          ErrorCode.INVALID_REQUEST,
          "the time column '" + declared + "' is not among the fields of " + table);
    }
    return null;
  }

  /** The schema of a table that has one. */
  static TableSchema next(TableName table, TableSchema current, SchemaProposal proposal) {
    List<Map<String, ?>> problems = new ArrayList<>();
    List<Field> added = new ArrayList<>();
    for (Field f : proposal.fields()) {
      int known = current.indexOf(f.name());
      if (known >= 0) {
        Field have = current.fields().get(known);
        if (proposal.complete() && !have.type().equals(f.type())) {
          problems.add(
              problem(f.name(), "has type " + have.type() + ", the request declares " + f.type()));
        }
      } else if (current.indexOfIgnoreCase(f.name()) >= 0) {
        throw new TimestoreException(
            ErrorCode.INVALID_NAME,
            "field '"
                + f.name()
                + "' differs from column '"
                + current.fields().get(current.indexOfIgnoreCase(f.name())).name()
                + "' of "
                + table
                + " only in case; names are unique without regard to case");
      } else {
        added.add(new Field(f.name(), f.type(), f.defaultText(), current.version() + 1));
      }
    }
    if (proposal.complete()) {
      for (Field f : current.fields()) {
        if (proposal.fields().stream().noneMatch(p -> p.name().equals(f.name()))) {
          problems.add(problem(f.name(), "is missing from schema.fields"));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw refused(table, problems);
    }
    if (added.isEmpty()) {
      return current;
    }
    List<Field> fields = new ArrayList<>(current.fields());
    fields.addAll(added);
    return new TableSchema(current.version() + 1, fields, current.timeColumn());
  }

  private static Map<String, ?> problem(String column, String what) {
    return Map.of("column", column, "what", what);
  }

  private static TimestoreException refused(TableName table, List<Map<String, ?>> problems) {
    List<String> reasons =
        problems.stream().map(p -> "column '" + p.get("column") + "' " + p.get("what")).toList();
    List<?> columns = problems.stream().map(p -> p.get("column")).toList();
    Map<String, ?> details =
        Map.of(
            "code",
            "SCHEMA_EVOLUTION",
            "reasons",
            reasons,
            "migrationPlan",
            Map.of(
                "kind",
                "manual",
                "summary",
                "a table's columns can be added to, not dropped or changed",
                "affectedColumns",
                columns,
                "recommendedSteps",
                List.of(
                    "send every column of the table in schema.fields with the type it has",
                    "for another type add a column with a new name, or write to another table")));
    return new TimestoreException(
        ErrorCode.SCHEMA_EVOLUTION,
        "schema.fields does not continue the schema of "
            + table
            + ": "
            + String.join("; ", reasons)
            + "; columns can only be added",
        details,
        null);
  }
}
