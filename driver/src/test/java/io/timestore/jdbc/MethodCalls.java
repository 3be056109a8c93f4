package io.timestore.jdbc;

import io.timestore.jdbc.internal.result.ArrayCreation;
import io.timestore.jdbc.internal.value.MemoryClob;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLType;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javax.sql.rowset.serial.SerialBlob;
import javax.sql.rowset.serial.SerialClob;
import org.jspecify.annotations.Nullable;

/** Calls a method with arguments that make sense and says what it did. */
final class MethodCalls {
  static final String WORKS = "works";

  private MethodCalls() {}

  /** {@link #WORKS}, or the message with which it is refused. Anything else fails the test. */
  static String outcome(Object target, Method method) throws Exception {
    @Nullable Object[] arguments = arguments(method);
    String name = signature(method);
    try {
      if (method.invoke(target, arguments) instanceof Connection made && made != target) {
        made.close();
      }
      return WORKS;
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getCause();
      if (!(thrown instanceof SQLException sql)) {
        throw new AssertionError(name + " threw something unchecked", thrown);
      }
      if (sql.getMessage() == null || sql.getSQLState() == null) {
        throw new AssertionError(name + " threw without message or SQLSTATE", sql);
      }
      if (!(sql instanceof SQLFeatureNotSupportedException)) {
        throw new AssertionError(name + " failed: " + sql.getSQLState(), sql);
      }
      if (!sql.getMessage().contains(method.getName())) {
        throw new AssertionError(name + " is refused without being named", sql);
      }
      return sql.getMessage();
    }
  }

  static String signature(Method method) {
    return method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static @Nullable Object[] arguments(Method method) throws SQLException {
    Class<?>[] types = method.getParameterTypes();
    @Nullable Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = argument(method, types[i], i);
    }
    return arguments;
  }

  private static @Nullable Object argument(Method method, Class<?> type, int position)
      throws SQLException {
    String name = method.getName();
    Class<?> owner = method.getDeclaringClass();
    if (type == int.class) {
      return number(name, position, method.getParameterCount());
    }
    if (type == long.class) {
      return 1L;
    }
    if (type == short.class) {
      return (short) 1;
    }
    if (type == byte.class) {
      return (byte) 1;
    }
    if (type == float.class) {
      return 1.5f;
    }
    if (type == double.class) {
      return 1.5;
    }
    if (type == boolean.class) {
      return !name.equals("setAutoCommit");
    }
    if (type == String.class) {
      return text(name, owner);
    }
    return object(name, type);
  }

  private static int number(String name, int position, int count) {
    return switch (name) {
      case "createStatement", "prepareStatement", "prepareCall" ->
          position == (name.startsWith("create") ? 0 : 1)
              ? count == 2 && name.startsWith("prepare")
                  ? Statement.RETURN_GENERATED_KEYS
                  : ResultSet.TYPE_SCROLL_INSENSITIVE
              : position == (name.startsWith("create") ? 1 : 2)
                  ? ResultSet.CONCUR_READ_ONLY
                  : ResultSet.CLOSE_CURSORS_AT_COMMIT;
      case "setTransactionIsolation" -> Connection.TRANSACTION_SERIALIZABLE;
      case "setFetchDirection" -> ResultSet.FETCH_FORWARD;
      case "setObject", "setNull" -> position == 0 ? 1 : Types.VARCHAR;
      case "getDate", "getTime", "getTimestamp" -> 3;
      case "getBytes",
          "getString",
          "getNString",
          "getClob",
          "getNClob",
          "getBlob",
          "getAsciiStream",
          "getBinaryStream",
          "getUnicodeStream",
          "getCharacterStream",
          "getNCharacterStream" ->
          2;
      case "getObject" -> 2;
      case "getArray" -> position == 0 ? 4 : 1;
      default -> 1;
    };
  }

  private static String text(String name, Class<?> owner) {
    if (owner == ResultSet.class) {
      return name.startsWith("getTime") || name.equals("getDate")
          ? "time"
          : name.contains("String")
                  || name.contains("Stream")
                  || name.contains("Clob")
                  || name.contains("Blob")
                  || name.equals("getBytes")
                  || name.equals("getObject")
              ? "name"
              : name.equals("getArray") ? "a" : "n";
    }
    if (name.startsWith("executeUpdate") || name.startsWith("executeLargeUpdate")) {
      return "SET timestore.freshness = 'strict'";
    }
    return switch (name) {
      case "executeQuery", "execute", "prepareStatement", "nativeSQL", "prepareCall" -> "SELECT 1";
      case "addBatch" -> "INSERT INTO methods (time) VALUES (TIMESTAMP '2001-01-01 00:00:00')";
      case "setClientInfo", "getClientInfo" -> "ApplicationName";
      case "setSchema" -> "methods";
      case "createArrayOf" -> "BIGINT";
      case "getConnection" -> "user";
      case "connect", "acceptsURL", "getPropertyInfo" -> "jdbc:other:";
      case "enquoteLiteral", "enquoteIdentifier", "isSimpleIdentifier", "enquoteNCharLiteral" ->
          "text";
      case "setString", "setNString", "setNull", "setSavepoint" -> "text";
      default -> "%";
    };
  }

  private static @Nullable Object object(String name, Class<?> type) throws SQLException {
    if (type == Class.class) {
      return name.equals("getObject") ? String.class : Object.class;
    }
    Map<Class<?>, Object> samples =
        Map.ofEntries(
            Map.entry(BigDecimal.class, new BigDecimal("1.50")),
            Map.entry(Object.class, "text"),
            Map.entry(byte[].class, "text".getBytes(StandardCharsets.UTF_8)),
            Map.entry(Date.class, Date.valueOf("2001-01-01")),
            Map.entry(Timestamp.class, Timestamp.valueOf("2001-01-01 00:00:00")),
            Map.entry(Time.class, Time.valueOf("12:00:00")),
            Map.entry(Calendar.class, Calendar.getInstance()),
            Map.entry(InputStream.class, new ByteArrayInputStream(new byte[] {65})),
            Map.entry(Reader.class, new StringReader("text")),
            Map.entry(java.sql.Clob.class, new SerialClob(new char[] {'x'})),
            Map.entry(java.sql.NClob.class, new MemoryClob("x")),
            Map.entry(java.sql.Blob.class, new SerialBlob(new byte[] {'x'})),
            Map.entry(SQLType.class, JDBCType.VARCHAR),
            Map.entry(Map.class, Map.of()),
            Map.entry(Properties.class, new Properties()),
            Map.entry(Executor.class, (Executor) Runnable::run),
            Map.entry(java.sql.Array.class, array()),
            Map.entry(Object[].class, new Object[] {1}),
            Map.entry(int[].class, new int[] {1}),
            Map.entry(String[].class, new String[] {"TABLE"}));
    return samples.get(type);
  }

  private static java.sql.Array array() throws SQLException {
    return ArrayCreation.create("VARCHAR", new Object[] {"x"});
  }
}
