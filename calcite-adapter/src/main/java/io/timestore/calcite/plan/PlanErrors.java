package io.timestore.calcite.plan;

import io.timestore.calcite.parse.Positions;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNodeList;

/** Turns Calcite's exceptions into errors with a code and a place in the statement. */
final class PlanErrors {
  private static final Pattern UNKNOWN_TABLE =
      Pattern.compile("Object '.*' not found.*|Table '.*' not found.*", Pattern.DOTALL);
  private static final Pattern UNKNOWN_COLUMN =
      Pattern.compile("Column '.*' not found.*|Unknown field '.*'", Pattern.DOTALL);
  private static final List<String> UNTYPED_PARAMETER =
      List.of("Illegal use of dynamic parameter", "Cannot infer return type", "<UNKNOWN>");

  /** What Calcite says of nodes without a type: parameters, and lists of IN with a parameter. */
  private static final List<String> UNTYPED_NODE =
      List.of("class " + SqlDynamicParam.class.getName(), "class " + SqlNodeList.class.getName());

  private PlanErrors() {}

  static TimestoreException of(RuntimeException e, Positions positions) {
    if (e instanceof TimestoreException known) {
      return known;
    }
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof TimestoreException known) {
        return known;
      }
      if (t instanceof CalciteContextException context) {
        return of(context, positions);
      }
    }
    if (isUntyped(e)) {
      return new TimestoreException(
          ErrorCode.INVALID_SQL, "the place of a parameter does not tell its type", e);
    }
    if (e instanceof UnsupportedOperationException) {
      return new TimestoreException(
          ErrorCode.UNSUPPORTED, "the statement is not supported: " + e.getMessage(), e);
    }
    return new TimestoreException(
        ErrorCode.INVALID_SQL, "the statement could not be planned: " + e, e);
  }

  /** A check of Calcite's own that failed. */
  static TimestoreException of(AssertionError e) {
    String message = String.valueOf(e.getMessage());
    return new TimestoreException(
        ErrorCode.INVALID_SQL, "the statement could not be planned: " + message, e);
  }

  /** Why a statement can be computed neither by ClickHouse nor here. */
  static TimestoreException refused(TimestoreException there, RuntimeException here) {
    String known = String.valueOf(there.getMessage());
    String message = String.valueOf(here.getMessage());
    boolean same =
        message.equals(known) || message.startsWith(known.replace(" is not supported", ""));
    if (same || !(here instanceof TimestoreException)) {
      there.addSuppressed(here);
      return there;
    }
    return new TimestoreException(ErrorCode.UNSUPPORTED, known + "; and " + message, there);
  }

  /** Whether a statement cannot be planned until the types of its parameters are known. */
  static boolean needsParameterTypes(RuntimeException e) {
    if (isUntyped(e)) {
      return true;
    }
    for (Throwable t = e; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      if (UNTYPED_PARAMETER.stream().anyMatch(message::contains)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUntyped(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof UnsupportedOperationException
        && UNTYPED_NODE.stream().anyMatch(message::startsWith);
  }

  private static TimestoreException of(CalciteContextException e, Positions positions) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = String.valueOf(cause.getMessage());
    ErrorCode code =
        UNKNOWN_TABLE.matcher(message).matches()
            ? ErrorCode.UNKNOWN_TABLE
            : UNKNOWN_COLUMN.matcher(message).matches()
                ? ErrorCode.UNKNOWN_COLUMN
                : ErrorCode.INVALID_SQL;
    if (code == ErrorCode.UNKNOWN_TABLE && e.getPosLine() > 0) {
      message = "table " + positions.nameAt(e.getPosLine(), e.getPosColumn()) + " not found";
    }
    String place =
        e.getPosLine() > 0 ? " at " + positions.of(e.getPosLine(), e.getPosColumn()) : "";
    return new TimestoreException(code, "error" + place + ": " + message, e);
  }
}
