package io.timestore.daemon.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The query parameters of a request; what is wrong with one is a 400 that names it. */
final class QueryParameters {
  private final Map<String, List<String>> values;

  QueryParameters(Context ctx) {
    values = ctx.queryParamMap();
  }

  /** Refuses every parameter that is not named here. */
  QueryParameters closed(String... names) {
    List<String> accepted = List.of(names);
    for (String name : values.keySet()) {
      if (!accepted.contains(name)) {
        throw JsonFields.invalid(
            "the query parameter '"
                + name
                + "' is unknown; accepted are "
                + String.join(", ", accepted));
      }
    }
    return this;
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  @Nullable String one(String name) {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw JsonFields.invalid("the query parameter '" + name + "' is there more than once");
    }
    return all.isEmpty() ? null : all.get(0);
  }

  /** Absent is false. */
  boolean flag(String name) {
    String value = one(name);
    if (value == null || value.equals("false")) {
      return false;
    }
    if (!value.equals("true")) {
      throw JsonFields.invalid(
          "the query parameter '" + name + "' is '" + value + "'; accepted are true and false");
    }
    return true;
  }
}
