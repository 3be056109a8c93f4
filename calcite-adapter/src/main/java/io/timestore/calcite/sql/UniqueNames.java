package io.timestore.calcite.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the names of a list unique, because ClickHouse refuses two columns of one name. */
public final class UniqueNames {
  private UniqueNames() {}

  public static List<String> of(List<String> names) {
    Set<String> all = new HashSet<>(names);
    Set<String> seen = new HashSet<>();
    List<String> unique = new ArrayList<>(names.size());
    for (String name : names) {
      String candidate = name;
      for (int i = 1; !seen.add(candidate); i++) {
        String next = name + "_" + i;
        candidate = all.contains(next) ? candidate : next;
      }
      unique.add(candidate);
    }
    return unique;
  }
}
