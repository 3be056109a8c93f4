package io.timestore.calcite.cache;

import java.util.Locale;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.SqlWriterConfig;
import org.apache.calcite.sql.dialect.AnsiSqlDialect;
import org.apache.calcite.sql.pretty.SqlPrettyWriter;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * A syntax tree as a text. Trees of other meaning have other texts: all names are quoted, those
 * that were written without quotes by backticks, because some of them are functions; parameters are
 * numbered; operands stand in parentheses. Behind that stands all that such a text does not show.
 * For one tree.
 */
final class TreeText extends SqlPrettyWriter {
  private static final SqlWriterConfig CONFIG =
      SqlPrettyWriter.config()
          .withDialect(AnsiSqlDialect.DEFAULT)
          .withAlwaysUseParentheses(true)
          .withSelectListItemsOnSeparateLines(false)
          .withClauseStartsLine(false)
          .withIndentation(0);

  private TreeText() {
    super(CONFIG);
  }

  static String of(SqlNode tree) {
    TreeText text = new TreeText();
    tree.unparse(text, 0, 0);
    Hidden hidden = new Hidden();
    tree.accept(hidden);
    return text + "\n" + hidden.text;
  }

  @Override
  public void identifier(String name, boolean quoted) {
    char quote = quoted ? '"' : '`';
    String mark = String.valueOf(quote);
    print(quote + name.replace(mark, mark + mark) + quote);
    setNeedWhitespace(true);
  }

  @Override
  public void dynamicParam(int index) {
    print("?" + index);
    setNeedWhitespace(true);
  }

  /** Names of functions as they were written, and how many digits numbers were written with. */
  private static final class Hidden extends SqlBasicVisitor<@Nullable Void> {
    final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable Void visit(SqlCall call) {
      if (call.getOperator() instanceof SqlUnresolvedFunction function) {
        SqlIdentifier name = function.getNameAsId();
        for (int i = 0; i < name.names.size(); i++) {
          boolean quoted = name.isComponentQuoted(i);
          String part = name.names.get(i);
          text.append(part.length())
              .append(quoted ? '"' : '`')
              .append(quoted ? part : part.toUpperCase(Locale.ROOT));
        }
      } else if (call.getOperator() instanceof SqlFunction) {
        text.append('.');
      }
      return super.visit(call);
    }

    @Override
    public @Nullable Void visit(SqlLiteral literal) {
      if (literal instanceof SqlNumericLiteral number) {
        text.append(number.getPrec()).append(',').append(number.getScale()).append(';');
      }
      return null;
    }
  }
}
