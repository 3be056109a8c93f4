package io.timestore.calcite.sql;

import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.parse.NativeSql;
import io.timestore.calcite.schema.SnapshotTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlTableFunction;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;

/**
 * {@code TABLE(clickhouse.query('…'))}: a SELECT in ClickHouse's own SQL, run over the snapshots of
 * the tables that it names in braces. Its columns are what ClickHouse says they are. For one
 * statement.
 */
public final class NativeQuery extends SqlFunction implements SqlTableFunction {
  /** Tells the columns of a statement, whose gaps are filled by tables without rows. */
  @FunctionalInterface
  public interface Describer {
    List<NativeColumn> describe(SqlTemplate template, List<Scan> scans);
  }

  private final transient Function<List<String>, SnapshotTable> tables;
  private final transient Describer describer;
  private final transient Map<NativeSql, List<NativeColumn>> described = new HashMap<>();

  /**
   * Makes the function for a statement.
   *
   * @param tables finds a table by its name, or throws UNKNOWN_TABLE
   */
  public NativeQuery(Function<List<String>, SnapshotTable> tables, Describer describer) {
    super(
        new SqlIdentifier(List.of("clickhouse", "query"), SqlParserPos.ZERO),
        ReturnTypes.CURSOR,
        null,
        OperandTypes.CHARACTER,
        null,
        SqlFunctionCategory.USER_DEFINED_TABLE_FUNCTION);
    this.tables = tables;
    this.describer = describer;
  }

  /** Whether a name is this function's. */
  public static boolean isNamed(SqlIdentifier name) {
    return name.names.size() == 2
        && name.names.get(0).toLowerCase(Locale.ROOT).equals("clickhouse")
        && name.names.get(1).toLowerCase(Locale.ROOT).equals("query");
  }

  @Override
  public SqlReturnTypeInference getRowTypeInference() {
    return this::rowType;
  }

  private RelDataType rowType(SqlOperatorBinding binding) {
    String sql =
        binding.isOperandLiteral(0, false) ? binding.getOperandLiteralValue(0, String.class) : null;
    if (sql == null) {
      throw Refusals.invalid("clickhouse.query needs its SQL as a literal");
    }
    RelDataTypeFactory.Builder row = binding.getTypeFactory().builder();
    columns(NativeSql.parse(sql)).forEach(column -> row.add(column.name(), column.type()));
    return row.build();
  }

  /** The statement itself, with gaps for its tables. */
  public String text(NativeSql sql, StatementParts parts) {
    StringBuilder text = new StringBuilder(sql.texts().get(0));
    for (int i = 0; i < sql.tables().size(); i++) {
      text.append(parts.wholeTable(tables.apply(sql.tables().get(i))));
      text.append(sql.texts().get(i + 1));
    }
    return text.toString();
  }

  public List<NativeColumn> columns(NativeSql sql) {
    return described.computeIfAbsent(sql, this::describe);
  }

  private List<NativeColumn> describe(NativeSql sql) {
    StatementParts parts = new StatementParts(Scan.Side.BOTH);
    List<NativeColumn> columns =
        describer.describe(new SqlTemplate(text(sql, parts)), parts.scans());
    Set<String> names = new HashSet<>();
    for (NativeColumn column : columns) {
      if (!names.add(column.name())) {
        throw Refusals.invalid(
            "clickhouse.query: two columns are named " + column.name() + "; name one with AS");
      }
    }
    return columns;
  }
}
