package io.timestore.e2e.rules;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Strongly connected components of top-level classes: groups in which each class needs each other,
 * directly or through others. Found by Kosaraju's algorithm, without recursion.
 */
final class Knots {
  private final Map<String, Set<String>> needs = new HashMap<>();
  private final Map<String, Set<String>> neededBy = new HashMap<>();

  private Knots() {}

  /** The components of two classes and more, the largest first, each sorted by name. */
  static List<Set<String>> of(Iterable<JavaClass> classes) {
    Knots graph = new Knots();
    for (JavaClass from : classes) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        graph.add(topLevel(from), topLevel(dependency.getTargetClass()));
      }
    }
    return graph.components();
  }

  private static String topLevel(JavaClass type) {
    String name = type.getBaseComponentType().getName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  private void add(String from, String to) {
    if (!from.equals(to) && from.startsWith("io.timestore.") && to.startsWith("io.timestore.")) {
      needs.computeIfAbsent(from, name -> new HashSet<>()).add(to);
      neededBy.computeIfAbsent(to, name -> new HashSet<>()).add(from);
    }
  }

  private List<Set<String>> components() {
    List<String> finished = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String start : needs.keySet()) {
      visit(start, needs, seen, finished);
    }
    List<Set<String>> components = new ArrayList<>();
    Set<String> assigned = new HashSet<>();
    for (int i = finished.size() - 1; i >= 0; i--) {
      List<String> members = new ArrayList<>();
      visit(finished.get(i), neededBy, assigned, members);
      if (members.size() > 1) {
        components.add(new TreeSet<>(members));
      }
    }
    components.sort((a, b) -> Integer.compare(b.size(), a.size()));
    return components;
  }

  /** Visits depth first, and notes each class when all that follows it has been visited. */
  private static void visit(
      String start, Map<String, Set<String>> edges, Set<String> seen, Collection<String> finished) {
    if (!seen.add(start)) {
      return;
    }
    Deque<String> path = new ArrayDeque<>(List.of(start));
    Map<String, Deque<String>> open = new HashMap<>();
    open.put(start, new ArrayDeque<>(edges.getOrDefault(start, Set.of())));
    while (!path.isEmpty()) {
      Deque<String> rest = open.getOrDefault(path.getLast(), new ArrayDeque<>());
      if (rest.isEmpty()) {
        finished.add(path.removeLast());
        continue;
      }
      String next = rest.removeLast();
      if (seen.add(next)) {
        path.addLast(next);
        open.put(next, new ArrayDeque<>(edges.getOrDefault(next, Set.of())));
      }
    }
  }
}
