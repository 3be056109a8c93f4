package io.timestore.embedded.chdb.http;

import io.timestore.embedded.chdb.engine.Engine;
import io.timestore.embedded.chdb.engine.EngineConnection;
import io.timestore.embedded.chdb.engine.EngineException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request its connection: a fresh one, or the one that its {@code session_id} holds. A
 * session serves one request at a time and ends when it was not used for its time-out. Safe for use
 * by many threads.
 */
final class Sessions {
  private final Engine engine;
  private final Map<String, Session> byId = new HashMap<>();

  Sessions(Engine engine, ScheduledExecutorService clock) {
    this.engine = engine;
    var unused = clock.scheduleWithFixedDelay(this::endExpired, 1, 1, TimeUnit.SECONDS);
  }

  Lease acquire(RequestParameters request) throws EngineException {
    if (request.sessionId().isEmpty()) {
      return new OneRequest(engine, engine.connection(RequestParameters.settingsOf(request.url())));
    }
    return session(request);
  }

  private synchronized Lease session(RequestParameters request) throws EngineException {
    String id = request.sessionId();
    Session session = byId.get(id);
    if (session == null) {
      if (request.sessionMustExist()) {
        throw EngineException.of(
            EngineException.SESSION_NOT_FOUND,
            "Session " + id + " not found.",
            "SESSION_NOT_FOUND");
      }
      session = new Session(engine.connection(Map.of()));
      byId.put(id, session);
    }
    if (session.busy) {
      throw EngineException.of(
          EngineException.SESSION_IS_LOCKED,
          "Session " + id + " is locked by a concurrent client.",
          "SESSION_IS_LOCKED");
    }
    session.busy = true;
    session.seconds = request.sessionSeconds();
    return new SessionLease(id, session, request.closeSession());
  }

  private synchronized void release(String id, Session session, boolean end) {
    session.busy = false;
    session.idleSince = System.nanoTime();
    if (end) {
      byId.remove(id);
      engine.discard(session.connection);
    }
  }

  private synchronized void endExpired() {
    long now = System.nanoTime();
    byId.values()
        .removeIf(
            session -> {
              boolean expired =
                  !session.busy
                      && now - session.idleSince > TimeUnit.SECONDS.toNanos(session.seconds);
              if (expired) {
                engine.discard(session.connection);
              }
              return expired;
            });
  }

  private static final class Session {
    final EngineConnection connection;
    boolean busy;
    int seconds;
    long idleSince;

    Session(EngineConnection connection) {
      this.connection = connection;
    }
  }

  private static final class OneRequest implements Lease {
    private final Engine engine;
    private final EngineConnection connection;
    private @Nullable Map<String, String> left;

    OneRequest(Engine engine, EngineConnection connection) {
      this.engine = engine;
      this.connection = connection;
    }

    @Override
    public EngineConnection connection() {
      return connection;
    }

    @Override
    public boolean lasting() {
      return false;
    }

    @Override
    public void cleanBut(Map<String, String> settings) {
      left = settings;
    }

    @Override
    public void close() {
      if (left == null) {
        engine.discard(connection);
      } else {
        engine.reuse(connection, left);
      }
    }
  }

  private final class SessionLease implements Lease {
    private final String id;
    private final Session session;
    private final boolean end;

    SessionLease(String id, Session session, boolean end) {
      this.id = id;
      this.session = session;
      this.end = end;
    }

    @Override
    public EngineConnection connection() {
      return session.connection;
    }

    @Override
    public boolean lasting() {
      return true;
    }

    @Override
    public void cleanBut(Map<String, String> settings) {
      // A session keeps its connection however it is.
    }

    @Override
    public void close() {
      release(id, session, end);
    }
  }
}
