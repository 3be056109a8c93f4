package io.timestore.calcite.plan.rewrite;

import io.timestore.calcite.schema.SqlNames;
import io.timestore.calcite.schema.SystemTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Puts the values of the session in the places of {@code version()}, {@code current_schema}, {@code
 * current_database()}, {@code current_user} and {@code session_user}. In a select list such a
 * column has the function's name, as in PostgreSQL.
 */
public final class SessionFunctions extends SqlShuttle {
  private static final String VERSION = "timestore 0.1";
  private static final String CATALOG_PREFIX = "pg_catalog";

  /** These need no parentheses. */
  private static final Set<String> WORDS =
      Set.of("current_schema", "current_catalog", "current_user", "session_user");

  private static final Set<String> CALLS = Set.of("version", "current_database");

  private final @Nullable String schema;
  private final @Nullable String user;

  private SessionFunctions(@Nullable String schema, @Nullable String user) {
    this.schema = schema;
    this.user = user;
  }

  /**
   * A statement with the values in it.
   *
   * @param schema the session's schema, null for none
   * @param user the session's user, null for one without a name
   */
  public static SqlNode expand(SqlNode tree, @Nullable String schema, @Nullable String user) {
    SqlNode expanded = tree.accept(new SessionFunctions(schema, user));
    return expanded == null ? tree : expanded;
  }

  /** Whether a function is one of these. */
  public static boolean isOne(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return WORDS.contains(lower) || CALLS.contains(lower);
  }

  /** Whether a statement may ask for the user. */
  public static boolean mayNameUser(String sql) {
    String lower = sql.toLowerCase(Locale.ROOT);
    return lower.contains("current_user") || lower.contains("session_user");
  }

  /** The function's name in lower case; null for another expression. */
  private static @Nullable String function(SqlNode node) {
    if (node instanceof SqlIdentifier name) {
      boolean word = name.isSimple() && !name.isComponentQuoted(0);
      String plain = word ? name.getSimple().toLowerCase(Locale.ROOT) : "";
      return WORDS.contains(plain) ? plain : null;
    }
    if (!(node instanceof SqlCall call)
        || !call.getOperandList().isEmpty()
        || !(call.getOperator() instanceof SqlFunction function)) {
      return null;
    }
    SqlIdentifier written = function.getSqlIdentifier();
    List<String> names = written == null ? List.of(function.getName()) : written.names;
    String last = names.get(names.size() - 1).toLowerCase(Locale.ROOT);
    boolean qualified = names.size() == 2 && names.get(0).equalsIgnoreCase(CATALOG_PREFIX);
    if (names.size() > 1 && !qualified) {
      return null;
    }
    return WORDS.contains(last) || CALLS.contains(last) ? last : null;
  }

  private @Nullable SqlNode value(SqlNode node) {
    String function = function(node);
    if (function == null) {
      return null;
    }
    String value =
        switch (function) {
          case "version" -> VERSION;
          case "current_schema" -> schema == null ? SqlNames.DEFAULT_SCHEMA : schema;
          case "current_user", "session_user" -> user == null ? "" : user;
          default -> SystemTables.CATALOG;
        };
    SqlParserPos at = node.getParserPosition();
    return SqlStdOperatorTable.CAST.createCall(
        at,
        SqlLiteral.createCharString(value, at),
        new SqlDataTypeSpec(new SqlBasicTypeNameSpec(SqlTypeName.VARCHAR, at), at));
  }

  @Override
  public @Nullable SqlNode visit(SqlIdentifier identifier) {
    SqlNode value = value(identifier);
    return value == null ? super.visit(identifier) : value;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    SqlNode value = value(call);
    if (value != null) {
      return value;
    }
    return call instanceof SqlSelect select ? super.visit(named(select)) : super.visit(call);
  }

  private static SqlSelect named(SqlSelect select) {
    List<SqlNode> items = new ArrayList<>();
    boolean changed = false;
    for (SqlNode item : select.getSelectList()) {
      String function = item == null ? null : function(item);
      if (function != null) {
        SqlParserPos at = item.getParserPosition();
        SqlIdentifier name =
            new SqlIdentifier(List.of(function), null, at, List.of(at.withQuoting(true)));
        items.add(SqlStdOperatorTable.AS.createCall(at, item, name));
        changed = true;
      } else {
        items.add(item);
      }
    }
    if (changed) {
      select.setSelectList(new SqlNodeList(items, select.getSelectList().getParserPosition()));
    }
    return select;
  }
}
