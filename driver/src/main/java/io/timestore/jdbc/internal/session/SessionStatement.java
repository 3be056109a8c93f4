package io.timestore.jdbc.internal.session;

import io.timestore.core.model.ErrorCode;
import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.metadata.MetaRows;
import io.timestore.jdbc.internal.url.ConnectionProperty;
import io.timestore.jdbc.internal.url.SessionSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** SET, RESET, SHOW and the words of transactions: what changes the session, not the tables. */
final class SessionStatement {
  private static final String NAME = "([\\w.]+|\"[^\"]+\")";
  private static final Pattern SET =
      Pattern.compile("(?is)SET\\s+(?:SESSION\\s+)?" + NAME + "\\s*(?:=|\\s+TO\\s)\\s*(.+)");
  private static final Pattern SCHEMA =
      Pattern.compile("(?is)(?:SET\\s+(?:SCHEMA|search_path\\s*(?:=|TO))|USE)\\s*(.+)");
  private static final Pattern RESET = Pattern.compile("(?is)RESET\\s+" + NAME);
  private static final Pattern SHOW = Pattern.compile("(?is)SHOW\\s+" + NAME);
  private static final Pattern SAVEPOINT =
      Pattern.compile(
          "(?is)(SAVEPOINT|RELEASE(?:\\s+SAVEPOINT)?|ROLLBACK(?:\\s+WORK|\\s+TRANSACTION)?\\s+TO(?:\\s+SAVEPOINT)?)\\s+"
              + NAME);
  private static final String LAST_WORDS = "(?:\\s+(?:WORK|TRANSACTION))?";
  private static final Pattern COMMIT = Pattern.compile("(?is)(?:COMMIT|END)" + LAST_WORDS);
  private static final Pattern ROLLBACK = Pattern.compile("(?is)(?:ROLLBACK|ABORT)" + LAST_WORDS);
  private static final Pattern BEGIN =
      Pattern.compile("(?is)(?:BEGIN(?:\\s+(?:WORK|TRANSACTION))?|START\\s+TRANSACTION)\\b.*");

  private final Session session;
  private final Connection connection;
  private final String text;

  private SessionStatement(Session session, String text) {
    this.session = session;
    this.connection = session.connection();
    this.text = text;
  }

  /** Runs a statement; answers its rows, null for a statement without. */
  static @Nullable ResultSet run(Session session, String plain) throws SQLException {
    SessionStatement statement = new SessionStatement(session, plain);
    return switch (plain.split("\\W", 2)[0].toUpperCase(Locale.ROOT)) {
      case "SHOW" -> statement.show();
      case "SET", "USE" -> statement.set();
      case "RESET" -> statement.reset();
      default -> statement.transaction();
    };
  }

  private ResultSet show() throws SQLException {
    Matcher show = SHOW.matcher(text);
    if (!show.matches()) {
      throw syntax("SHOW ALL or SHOW timestore.<setting>");
    }
    SessionSettings settings = session.settings();
    String name = unquoted(show.group(1));
    if (name.equalsIgnoreCase("ALL")) {
      MetaRows rows = new MetaRows("name setting description");
      for (String setting : SessionSettings.names()) {
        ConnectionProperty property = SessionSettings.named(setting);
        rows.row(setting, settings.value(property), property.description());
      }
      return rows.answer();
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "search_path", "schema" -> one(name, connection.getSchema());
      case "transaction_isolation" -> one(name, "repeatable read");
      default -> one(name, settings.value(SessionSettings.named(name)));
    };
  }

  private static ResultSet one(String name, @Nullable String value) {
    return new MetaRows(name).row(value).answer();
  }

  private @Nullable ResultSet set() throws SQLException {
    Matcher schema = SCHEMA.matcher(text);
    if (schema.matches()) {
      connection.setSchema(value(schema.group(1)));
      return null;
    }
    Matcher set = SET.matcher(text);
    if (!set.matches()) {
      throw syntax("SET timestore.<setting> = 'value', SET SCHEMA 'dataset' or USE dataset");
    }
    ConnectionProperty property = SessionSettings.named(unquoted(set.group(1)));
    String value = value(set.group(2));
    session.settings().set(property, value.equalsIgnoreCase("DEFAULT") ? null : value);
    return null;
  }

  private @Nullable ResultSet reset() throws SQLException {
    Matcher reset = RESET.matcher(text);
    if (!reset.matches()) {
      throw syntax("RESET ALL or RESET timestore.<setting>");
    }
    String name = unquoted(reset.group(1));
    if (name.equalsIgnoreCase("ALL")) {
      session.settings().reset();
    } else {
      session.settings().set(SessionSettings.named(name), null);
    }
    return null;
  }

  private @Nullable ResultSet transaction() throws SQLException {
    Matcher savepoint = SAVEPOINT.matcher(text);
    if (savepoint.matches()) {
      savepoint(savepoint.group(1).toUpperCase(Locale.ROOT), unquoted(savepoint.group(2)));
    } else if (COMMIT.matcher(text).matches()) {
      connection.commit();
    } else if (ROLLBACK.matcher(text).matches()) {
      connection.rollback();
    } else if (BEGIN.matcher(text).matches()) {
      if (connection.getAutoCommit()) {
        throw SqlErrors.unsupported(
            "BEGIN with autoCommit on (call Connection.setAutoCommit(false) instead)");
      }
    } else {
      throw syntax("BEGIN, COMMIT, ROLLBACK [TO name], SAVEPOINT name or RELEASE name");
    }
    return null;
  }

  private void savepoint(String verb, String name) throws SQLException {
    if (verb.startsWith("SAVEPOINT")) {
      connection.setSavepoint(name);
    } else if (verb.startsWith("ROLLBACK")) {
      connection.rollback(session.savepoint(name));
    } else {
      connection.releaseSavepoint(session.savepoint(name));
    }
  }

  private static String value(String text) throws SQLException {
    String value = text.strip();
    if (value.startsWith("'")) {
      if (value.length() < 2 || !value.endsWith("'")) {
        throw SqlErrors.of(ErrorCode.SYNTAX, "the value " + value + " has no closing quote");
      }
      return value.substring(1, value.length() - 1).replace("''", "'");
    }
    return unquoted(value);
  }

  private static String unquoted(String name) {
    return name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
        ? name.substring(1, name.length() - 1)
        : name;
  }

  private SQLException syntax(String accepted) {
    return SqlErrors.of(
        ErrorCode.SYNTAX, "'" + text + "' is not understood; accepted is " + accepted);
  }
}
