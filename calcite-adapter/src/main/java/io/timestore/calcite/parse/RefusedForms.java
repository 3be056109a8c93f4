package io.timestore.calcite.parse;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.List;
import java.util.Set;

/** Says what to write in place of forms of other dialects that are known and not supported. */
final class RefusedForms {
  /** What may follow the keys of GROUP BY. */
  private static final Set<String> BEHIND_KEYS =
      Set.of(
          "HAVING",
          "WINDOW",
          "QUALIFY",
          "ORDER",
          "LIMIT",
          "OFFSET",
          "FETCH",
          "UNION",
          "INTERSECT",
          "EXCEPT");

  private RefusedForms() {}

  /**
   * Looks for refused forms.
   *
   * @throws TimestoreException UNSUPPORTED
   */
  static void refuse(List<SqlToken> tokens) {
    for (int i = 0; i + 2 < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      SqlToken next = tokens.get(i + 1);
      SqlToken third = tokens.get(i + 2);
      if (token.isWord("LEFT") && third.isWord("JOIN")) {
        if (next.isWord("SEMI")) {
          throw refused("LEFT SEMI JOIN", "WHERE EXISTS (SELECT 1 FROM … WHERE …)");
        }
        if (next.isWord("ANTI")) {
          throw refused("LEFT ANTI JOIN", "WHERE NOT EXISTS (SELECT 1 FROM … WHERE …)");
        }
      }
      if (token.isWord("GROUP")
          && next.isWord("BY")
          && third.isWord("ALL")
          && ends(tokens, i + 3)) {
        throw refused("GROUP BY ALL", "the keys, or their places, as in GROUP BY 1, 2");
      }
      if (token.isWord("ARRAY")
          && next.isSign("(")
          && (third.isWord("SELECT") || third.isWord("WITH"))) {
        throw refused(
            "ARRAY(SELECT …)", "(SELECT ARRAY_AGG(x ORDER BY x) FROM …), which passes over NULL");
      }
      if (token.isWord("SIMILAR") && next.isWord("TO") && third.kind() != SqlToken.Kind.WORD) {
        throw refused("SIMILAR TO", "match(x, 'regular expression') or LIKE");
      }
    }
  }

  private static boolean ends(List<SqlToken> tokens, int at) {
    return at >= tokens.size()
        || tokens.get(at).isSign(")")
        || tokens.get(at).isSign(";")
        || (tokens.get(at).kind() == SqlToken.Kind.WORD
            && BEHIND_KEYS.contains(tokens.get(at).upper()));
  }

  private static TimestoreException refused(String form, String instead) {
    return new TimestoreException(
        ErrorCode.UNSUPPORTED, form + " is not supported; write " + instead);
  }
}
