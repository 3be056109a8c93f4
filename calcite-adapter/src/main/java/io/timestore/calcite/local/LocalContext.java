package io.timestore.calcite.local;

import io.timestore.calcite.schema.SqlTypes;
import java.util.HashMap;
import java.util.Map;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.QueryProvider;
import org.apache.calcite.schema.SchemaPlus;
import org.jspecify.annotations.Nullable;

/** What generated code asks for in one run. For one thread. */
final class LocalContext implements DataContext {
  private final Map<String, Object> values;
  private final PartRows[] parts;
  private final HeldValues held;

  /**
   * @param values what generated code asks for by name
   */
  LocalContext(Map<String, Object> values, PartRows[] parts, HeldValues held) {
    this.held = held;
    this.values = new HashMap<>(values);
    this.parts = parts;
  }

  HeldValues held() {
    return held;
  }

  PartRows part(int number) {
    return parts[number];
  }

  void close() {
    for (PartRows part : parts) {
      part.close();
    }
  }

  @Override
  public SchemaPlus getRootSchema() {
    throw new UnsupportedOperationException("no tables");
  }

  @Override
  public JavaTypeFactory getTypeFactory() {
    return SqlTypes.FACTORY;
  }

  @Override
  public QueryProvider getQueryProvider() {
    throw new UnsupportedOperationException("no query provider");
  }

  @Override
  public @Nullable Object get(String name) {
    return values.get(name);
  }
}
