package io.timestore.jdbc.internal.session;

import io.timestore.calcite.parse.QuoteStyle;
import io.timestore.calcite.request.ReadOptions;
import io.timestore.calcite.run.QueryEngine;
import io.timestore.jdbc.IngestAcknowledgement;
import io.timestore.jdbc.internal.ingest.PendingInserts;
import io.timestore.jdbc.internal.url.SessionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;

/** A connection as its statements see it. */
interface Session {
  Connection connection();

  QueryEngine engine() throws SQLException;

  SessionSettings settings();

  QuoteStyle quoting();

  /** Empty if none was given. */
  String userName();

  /** The tables' state that a statement reads which starts now. */
  ReadOptions reading() throws SQLException;

  /** The limit of rows that scroll, in bytes. */
  long scrollBufferBytes();

  /** The limit of rows and statements that wait to be sent, in bytes. */
  long batchBufferBytes();

  /** A place for rows that are sent together. */
  PendingInserts newBatch();

  /** Sends rows now, or keeps them for commit and answers nothing. */
  List<IngestAcknowledgement> store(PendingInserts rows) throws SQLException;

  /** A savepoint of the transaction by its name. */
  Savepoint savepoint(String name) throws SQLException;

  /** Told by a statement that it was closed. */
  void forget(Statement statement);
}
