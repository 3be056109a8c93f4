package io.timestore.jdbc.internal.value;

import java.sql.Array;
import java.sql.SQLException;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** An array whose elements are in the forms that answers have. Its text is JSON. */
public interface ArrayValue extends Array {
  RelDataType elementType();

  /**
   * Its elements; arrays among them are of this kind, too.
   *
   * @throws SQLException after {@link #free}
   */
  List<@Nullable Object> elements() throws SQLException;
}
