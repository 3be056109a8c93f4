package io.timestore.jdbc.internal.metadata;

import io.timestore.calcite.plan.ResultColumn;
import io.timestore.calcite.schema.SqlTypes;
import io.timestore.jdbc.internal.result.ListRows;
import io.timestore.jdbc.internal.result.TimestoreResultSet;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Builds an answer of metadata: columns by a short description, rows in memory. */
public final class MetaRows {
  private final List<ResultColumn> columns = new ArrayList<>();
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  /**
   * Starts an answer.
   *
   * @param description names, blank separated; behind a name {@code :i} for INTEGER, {@code :s} for
   *     SMALLINT, {@code :l} for BIGINT, {@code :b} for BOOLEAN, nothing for VARCHAR
   */
  public MetaRows(String description) {
    for (String column : description.split(" ", -1)) {
      int colon = column.indexOf(':');
      String name = colon < 0 ? column : column.substring(0, colon);
      SqlTypeName type =
          colon < 0
              ? SqlTypeName.VARCHAR
              : switch (column.substring(colon)) {
                case ":i" -> SqlTypeName.INTEGER;
                case ":s" -> SqlTypeName.SMALLINT;
                case ":l" -> SqlTypeName.BIGINT;
                default -> SqlTypeName.BOOLEAN;
              };
      RelDataTypeFactory factory = SqlTypes.FACTORY;
      RelDataType nullable = factory.createTypeWithNullability(factory.createSqlType(type), true);
      columns.add(new ResultColumn(name, nullable, null));
    }
  }

  public MetaRows row(@Nullable Object... values) {
    if (values.length != columns.size()) {
      throw new IllegalArgumentException(
          values.length + " values for " + columns.size() + " columns");
    }
    rows.add(values);
    return this;
  }

  public ResultSet answer() {
    return new TimestoreResultSet(columns, new ListRows(rows), null, 0);
  }
}
