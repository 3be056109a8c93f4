package io.timestore.embedded.chdb.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ids of statements that somebody asked to end. The engine may end the stream of a killed
 * statement as if it were complete, so its end must not pass for the end of an answer. Keeps the
 * newest ids. Safe for use by many threads.
 */
final class KilledStatements {
  private static final int KEPT = 4_096;
  private static final Pattern BY_ID =
      Pattern.compile("query_id\\s*=\\s*'([^'\\\\]+)'", Pattern.CASE_INSENSITIVE);

  private final Set<String> ids =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > KEPT;
                }
              }));

  /** Notes whom a KILL statement means, if it names an id. */
  void note(String kill) {
    Matcher id = BY_ID.matcher(kill);
    while (id.find()) {
      ids.add(id.group(1));
    }
  }

  void add(String queryId) {
    ids.add(queryId);
  }

  boolean contains(String queryId) {
    return ids.contains(queryId);
  }
}
