package io.timestore.embedded.chdb.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.timestore.core.block.frame.CompressedFrames;
import io.timestore.embedded.chdb.engine.EngineConnection;
import io.timestore.embedded.chdb.engine.EngineException;
import io.timestore.embedded.chdb.engine.EngineInsert;
import io.timestore.embedded.chdb.engine.EngineResult;
import io.timestore.embedded.chdb.engine.EngineStream;
import io.timestore.embedded.chdb.sql.ClickHouseText;
import io.timestore.embedded.chdb.sql.StatementOutline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs the statement of one request on its connection and writes the answer. For one thread. */
final class RequestRunner {
  private static final int FIRST_READ_BYTES = 1 << 20;
  private static final int STATEMENT_BYTES = 64 << 20;
  private static final int HELD_BYTES_TO_THE_END = 32 << 20;

  private final RequestParameters request;
  private final InputStream body;
  private final ResponseStream response;
  private final Lease lease;
  private final EngineServices services;
  private final EngineConnection connection;
  private final Map<String, String> settingsLeft = new HashMap<>();
  private boolean traceless;
  private boolean selected;

  RequestRunner(
      RequestParameters request,
      InputStream body,
      ResponseStream response,
      Lease lease,
      EngineServices services) {
    this.request = request;
    this.body = request.decompressBody() ? CompressedFrames.input(body) : body;
    this.response = response;
    this.lease = lease;
    this.services = services;
    this.connection = lease.connection();
  }

  void run() throws EngineException, IOException {
    if (request.waitEndOfQuery()) {
      response.holdBack(HELD_BYTES_TO_THE_END);
    }
    boolean lasting = lease.lasting();
    BorrowedSettings borrowed = new BorrowedSettings(connection);
    if (lasting) {
      borrowed.remember(RequestParameters.settingsOf(request.url()).keySet());
    }
    try {
      prepareConnection(lasting);
      runBody(lasting);
    } finally {
      borrowed.giveBack();
    }
  }

  private void runBody(boolean lasting) throws EngineException, IOException {
    String boundary = request.multipartBoundary();
    if (boundary == null) {
      statement(InputStream.nullInputStream());
    } else {
      withTables(boundary, lasting);
    }
    if (traceless && selected) {
      lease.cleanBut(settingsLeft);
    }
  }

  private void withTables(String boundary, boolean lasting) throws EngineException, IOException {
    try (ExternalTables tables =
        new ExternalTables(connection, services.engine().temporaryFiles(), request.url())) {
      Map<String, String> fields = tables.load(body, boundary);
      set(RequestParameters.settingsOf(fields));
      String sql = request.query() + fields.getOrDefault("query", "");
      runText(ClickHouseText.utf8(tables.bind(sql)), InputStream.nullInputStream());
      traceless &= !tables.wereMade();
      if (lasting) {
        tables.drop();
      }
    }
  }

  private void statement(InputStream none) throws EngineException, IOException {
    if (request.query().isEmpty()) {
      byte[] text = body.readNBytes(FIRST_READ_BYTES);
      if (text.length < FIRST_READ_BYTES) {
        runText(text, none);
      } else {
        longBody(text);
      }
      return;
    }
    runText(ClickHouseText.utf8(request.query()), body);
  }

  private void longBody(byte[] start) throws EngineException, IOException {
    StatementOutline shape = StatementOutline.of(start, start.length);
    boolean dataBegun =
        shape.kind() == StatementOutline.Kind.INSERT_DATA && shape.dataStart() < start.length;
    runText(
        dataBegun ? start : join(start, body), dataBegun ? body : InputStream.nullInputStream());
  }

  private void prepareConnection(boolean lasting) throws EngineException {
    String database = request.database();
    if (!database.isEmpty() && (lasting || !database.equals("default"))) {
      connection.execute("USE " + ClickHouseText.identifier(database));
    }
    Map<String, String> settings = new LinkedHashMap<>(RequestParameters.settingsOf(request.url()));
    settings.put("log_comment", request.queryId());
    if (request.readOnly() && !lasting) {
      settings.remove("readonly");
      settings.put("readonly", "2");
    }
    traceless = database.isEmpty() || database.equals("default");
    set(settings);
  }

  private void set(Map<String, String> settings) throws EngineException {
    connection.set(settings);
    traceless &= settings.keySet().stream().allMatch(RequestRunner::canBeTakenBack);
    settingsLeft.putAll(settings);
  }

  /** Read-only cannot be left, and the others change many settings. */
  private static boolean canBeTakenBack(String setting) {
    return !setting.equals("readonly")
        && !setting.equals("compatibility")
        && !setting.equals("profile");
  }

  /** Runs a statement; what follows in the body is its data, or else the rest of its text. */
  private void runText(byte[] sql, InputStream rest) throws EngineException, IOException {
    StatementOutline shape = StatementOutline.of(sql, sql.length);
    if (shape.several()) {
      throw EngineException.of(
          EngineException.SYNTAX_ERROR,
          "Syntax error (Multi-statements are not allowed)",
          "SYNTAX_ERROR");
    }
    switch (shape.kind()) {
      case INSERT_DATA -> insert(sql, shape, rest);
      case KILL -> {
        byte[] text = join(sql, rest);
        services.killed().note(new String(text, StandardCharsets.UTF_8));
        answerWhole(ClickHouseText.utf8(ClickHouseText.kill(text)), shape);
      }
      case INSERT_QUERY, OTHER -> answerWhole(join(sql, rest), shape);
      case SELECT -> select(join(sql, rest));
      case EMPTY -> {
        byte[] whole = join(sql, rest);
        if (whole.length == sql.length) {
          throw EngineException.of(EngineException.SYNTAX_ERROR, "Empty query", "SYNTAX_ERROR");
        }
        runText(whole, InputStream.nullInputStream());
      }
    }
  }

  private byte[] join(byte[] start, InputStream rest) throws EngineException, IOException {
    byte[] more = rest.readNBytes(STATEMENT_BYTES);
    if (more.length == 0) {
      return start;
    }
    if (more.length == STATEMENT_BYTES) {
      throw EngineException.of(
          EngineException.TOO_LARGE,
          "The statement has more than " + STATEMENT_BYTES + " bytes",
          "QUERY_IS_TOO_LARGE");
    }
    // The URL's part and the body are lines of one text; a body read in pieces is not cut.
    boolean lines = rest == body && !request.query().isEmpty();
    byte[] whole = Arrays.copyOf(start, start.length + more.length + (lines ? 1 : 0));
    if (lines) {
      whole[start.length] = '\n';
    }
    System.arraycopy(more, 0, whole, whole.length - more.length, more.length);
    return whole;
  }

  private void insert(byte[] sql, StatementOutline shape, InputStream rest)
      throws EngineException, IOException {
    String format =
        shape.format() == null ? orElse(request.defaultFormat(), "Values") : shape.format();
    byte[] head = Arrays.copyOf(sql, shape.headEnd());
    InputStream inline =
        new ByteArrayInputStream(sql, shape.dataStart(), sql.length - shape.dataStart());
    try (EngineInsert insert = connection.insert(head, format)) {
      insert.appendAll(new SequenceInputStream(inline, rest));
      response.count(insert.done());
    }
  }

  private void select(byte[] sql) throws EngineException, IOException {
    StatementOutline shape = StatementOutline.of(sql, sql.length);
    String format = formatOf(shape);
    ChunkedFormat chunks = ChunkedFormat.of(format);
    if (chunks == ChunkedFormat.WHOLE) {
      answerWhole(sql, shape);
      return;
    }
    try (EngineStream stream = connection.stream(sql, format)) {
      ResultWriter writer = writer(format);
      writer.write(stream, chunks);
      if (services.killed().contains(request.queryId())) {
        throw EngineException.cancelled();
      }
      writer.end();
      selected = true;
    } catch (EngineException e) {
      if (!e.text().contains("Streaming query is not supported")) {
        throw e;
      }
      answerWhole(sql, shape);
    }
  }

  private void answerWhole(byte[] sql, StatementOutline shape) throws EngineException, IOException {
    String format = formatOf(shape);
    try (EngineResult result = connection.query(sql, format)) {
      ResultWriter writer = writer(format);
      writer.write(result);
      writer.end();
    }
  }

  private ResultWriter writer(String format) throws IOException {
    response.headers().set("X-ClickHouse-Format", format);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, ContentTypes.of(format));
    return ResultWriter.of(request, response);
  }

  private String formatOf(StatementOutline shape) {
    String named = shape.format();
    return named == null ? orElse(request.defaultFormat(), ChunkedFormat.DEFAULT) : named;
  }

  private static String orElse(String text, String fallback) {
    return text.isEmpty() ? fallback : text;
  }
}
