package io.timestore.calcite.schema;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;
import org.jspecify.annotations.Nullable;

/**
 * Finds by exact name, else by name without regard to case if only one has it. Immutable.
 *
 * @param <T> what is named
 */
final class NameLookup<T> implements Lookup<T> {
  private final Map<String, T> exact;
  private final Map<String, String> byLowerCase = new HashMap<>();

  NameLookup(Map<String, T> exact) {
    this.exact = exact;
    Set<String> ambiguous = new HashSet<>();
    for (String name : exact.keySet()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (byLowerCase.put(lower, name) != null) {
        ambiguous.add(lower);
      }
    }
    byLowerCase.keySet().removeAll(ambiguous);
  }

  @Override
  public @Nullable T get(String name) {
    return exact.get(name);
  }

  @Override
  public @Nullable Named<T> getIgnoreCase(String name) {
    T found = exact.get(name);
    if (found != null) {
      return new Named<>(name, found);
    }
    String only = byLowerCase.get(name.toLowerCase(Locale.ROOT));
    T entity = only == null ? null : exact.get(only);
    return entity == null || only == null ? null : new Named<>(only, entity);
  }

  @Override
  public Set<String> getNames(LikePattern pattern) {
    return exact.keySet().stream()
        .filter(name -> pattern.matcher().apply(name))
        .collect(Collectors.toSet());
  }
}
