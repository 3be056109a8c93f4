package io.timestore.calcite.parse;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.NlsString;
import org.jspecify.annotations.Nullable;

/**
 * An {@code INSERT INTO table [(columns)] VALUES (…), (…)}. Immutable.
 *
 * @param table the table's name in parts
 * @param columns as written, empty for all
 * @param rows the values of each row
 * @param parameters how many {@code ?} there are
 */
public record InsertStatement(
    List<String> table, List<String> columns, List<List<Value>> rows, int parameters) {
  private static final String ACCEPTED =
      "; accepted is INSERT INTO table [(columns)] VALUES (…) with literals and ?";

  public InsertStatement {
    table = List.copyOf(table);
    columns = List.copyOf(columns);
    rows = Collections.unmodifiableList(rows);
  }

  /**
   * One value.
   *
   * @param parameter index of a {@code ?} from 0; below 0 for a literal
   * @param literal Boolean, BigDecimal, text, or null for NULL and DEFAULT
   */
  public record Value(int parameter, @Nullable Object literal) {}

  /**
   * Parses a statement.
   *
   * @throws TimestoreException SYNTAX, or UNSUPPORTED for another source than VALUES
   */
  public static InsertStatement parse(String sql) {
    ParsedStatement parsed = StatementParser.parse(sql);
    if (!(parsed.tree() instanceof SqlInsert insert) || insert.isUpsert()) {
      throw new TimestoreException(ErrorCode.SYNTAX, "this is no INSERT" + ACCEPTED);
    }
    SqlNode source = insert.getSource();
    if (source.getKind() != SqlKind.VALUES) {
      throw new TimestoreException(
          ErrorCode.UNSUPPORTED, "INSERT from a query is not supported" + ACCEPTED);
    }
    List<List<Value>> rows = new ArrayList<>();
    Reader reader = new Reader(parsed.positions());
    for (SqlNode row : ((SqlCall) source).getOperandList()) {
      rows.add(reader.row(row));
    }
    List<String> columns = new ArrayList<>();
    if (insert.getTargetColumnList() != null) {
      for (SqlNode column : insert.getTargetColumnList()) {
        columns.add(((SqlIdentifier) column).getSimple());
      }
    }
    if (!(insert.getTargetTable() instanceof SqlIdentifier table)) {
      throw new TimestoreException(ErrorCode.SYNTAX, "INSERT needs a table" + ACCEPTED);
    }
    return new InsertStatement(table.names, columns, rows, reader.parameters);
  }

  /** Reads rows and counts their parameters. */
  private static final class Reader {
    private final Positions positions;
    private int parameters;

    Reader(Positions positions) {
      this.positions = positions;
    }

    List<Value> row(SqlNode node) {
      List<Value> values = new ArrayList<>();
      for (SqlNode value : ((SqlBasicCall) node).getOperandList()) {
        values.add(value(value));
      }
      return values;
    }

    private Value value(SqlNode node) {
      if (node instanceof SqlDynamicParam parameter) {
        parameters++;
        return new Value(parameter.getIndex(), null);
      }
      if (node instanceof SqlLiteral literal) {
        return new Value(-1, literal(literal));
      }
      if (node instanceof SqlCall call) {
        switch (call.getKind()) {
          case CAST -> {
            return value(call.operand(0));
          }
          case DEFAULT -> {
            return new Value(-1, null);
          }
          case MINUS_PREFIX, PLUS_PREFIX -> {
            Value inner = value(call.operand(0));
            if (inner.literal() instanceof BigDecimal number) {
              return new Value(
                  -1, call.getKind() == SqlKind.MINUS_PREFIX ? number.negate() : number);
            }
          }
          case JDBC_FN, OTHER -> {}
          default -> {}
        }
      }
      SqlParserPos at = node.getParserPosition();
      throw new TimestoreException(
          ErrorCode.UNSUPPORTED,
          "the expression at "
              + positions.of(at.getLineNum(), at.getColumnNum())
              + " is not supported in INSERT"
              + ACCEPTED);
    }

    private static @Nullable Object literal(SqlLiteral literal) {
      Object value = literal.getValue();
      if (value == null || value instanceof Boolean || value instanceof BigDecimal) {
        return value;
      }
      return value instanceof NlsString text ? text.getValue() : value.toString();
    }
  }
}
