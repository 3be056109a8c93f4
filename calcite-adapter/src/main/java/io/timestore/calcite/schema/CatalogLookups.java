package io.timestore.calcite.schema;

import io.timestore.core.model.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;
import org.jspecify.annotations.Nullable;

/**
 * The names that the planning of a statement asked a catalog for, found or not, and what it was
 * answered. A plan depends on nothing else of the catalog, so it holds in every catalog that gives
 * the same answers. Filled by one thread, then read by many.
 */
public final class CatalogLookups {
  private final Map<Question, Optional<Object>> answers = new HashMap<>();

  /**
   * @param schema the schema in which a table was looked for; null if a schema was looked for
   */
  private record Question(@Nullable String schema, String name, boolean ignoreCase) {}

  CatalogLookups() {}

  /** Whether a catalog answers all questions in the same way. */
  public boolean sameIn(CatalogSnapshot snapshot) {
    NamedSchema root = snapshot.names().root(false);
    for (Map.Entry<Question, Optional<Object>> asked : answers.entrySet()) {
      if (!answer(root, asked.getKey()).equals(asked.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Object> answer(NamedSchema root, Question question) {
    if (question.schema() == null) {
      return meaning(find(root.subSchemas(), question.name(), question.ignoreCase()));
    }
    Schema schema = root.subSchemas().get(question.schema());
    return schema == null
        ? Optional.empty()
        : meaning(find(schema.tables(), question.name(), question.ignoreCase()));
  }

  private static <T> @Nullable Named<T> find(Lookup<T> lookup, String name, boolean ignoreCase) {
    if (ignoreCase) {
      return lookup.getIgnoreCase(name);
    }
    T entity = lookup.get(name);
    return entity == null ? null : new Named<>(name, entity);
  }

  /** A table means its columns, too; a schema only its name, for its tables are asked for. */
  private static Optional<Object> meaning(@Nullable Named<?> found) {
    if (found == null) {
      return Optional.empty();
    }
    return found.entity() instanceof SnapshotTable table
        ? Optional.of(new NamedTable(found.name(), table.table()))
        : Optional.of(found.name());
  }

  private record NamedTable(String name, Table table) {}

  /** A schema that notes what it is asked for. */
  Schema watch(NamedSchema root) {
    return new Watched(root, null);
  }

  private final class Watched extends AbstractSchema {
    private final Schema schema;
    private final @Nullable String name;

    Watched(Schema schema, @Nullable String name) {
      this.schema = schema;
      this.name = name;
    }

    @Override
    public Lookup<org.apache.calcite.schema.Table> tables() {
      return new WatchedLookup<>(schema.tables(), name == null ? "" : name);
    }

    @Override
    public Lookup<? extends Schema> subSchemas() {
      return new WatchedLookup<>(schema.subSchemas(), name)
          .map((found, foundName) -> new Watched(found, foundName));
    }

    @Override
    public boolean isMutable() {
      return false;
    }
  }

  private final class WatchedLookup<T> implements Lookup<T> {
    private final Lookup<T> lookup;
    private final @Nullable String schema;

    WatchedLookup(Lookup<T> lookup, @Nullable String schema) {
      this.lookup = lookup;
      this.schema = schema;
    }

    @Override
    public @Nullable T get(String name) {
      return Named.entityOrNull(note(name, false));
    }

    @Override
    public @Nullable Named<T> getIgnoreCase(String name) {
      return note(name, true);
    }

    private @Nullable Named<T> note(String name, boolean ignoreCase) {
      Named<T> found = find(lookup, name, ignoreCase);
      answers.put(new Question(schema, name, ignoreCase), meaning(found));
      return found;
    }

    /** Names for the words of an error, on which no plan depends. */
    @Override
    public java.util.Set<String> getNames(LikePattern pattern) {
      return lookup.getNames(Objects.requireNonNull(pattern));
    }
  }
}
