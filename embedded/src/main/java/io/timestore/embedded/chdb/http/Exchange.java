package io.timestore.embedded.chdb.http;

import io.timestore.embedded.chdb.engine.EngineException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One statement over HTTP, from its request to the end of its answer. Runs on a worker. */
final class Exchange implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final long DRAIN_MILLIS = 20_000;

  private final EngineServices services;
  private final RequestParameters request;
  private final IncomingBody body;
  private final ResponseStream response;
  private volatile boolean clientGone;
  private volatile boolean ended;

  Exchange(
      EngineServices services,
      RequestParameters request,
      IncomingBody body,
      ResponseStream response) {
    this.services = services;
    this.request = request;
    this.body = body;
    this.response = response;
  }

  IncomingBody body() {
    return body;
  }

  ResponseStream response() {
    return response;
  }

  @Override
  public void run() {
    try {
      services.guard().check(request);
      answer();
      body.discard();
      response.finish();
    } catch (EngineException e) {
      fail(e);
    } catch (IOException e) {
      if (clientGone) {
        LOG.debug("statement {} lost its client", request.queryId(), e);
        response.abandon();
      } else {
        String why = e.getMessage() == null ? e.toString() : e.getMessage();
        fail(EngineException.of(EngineException.CANNOT_READ_ALL_DATA, why, "CANNOT_READ_ALL_DATA"));
      }
    } catch (RuntimeException e) {
      LOG.error("statement {} failed in the bridge", request.queryId(), e);
      fail(
          EngineException.of(EngineException.UNKNOWN_EXCEPTION, e.toString(), "UNKNOWN_EXCEPTION"));
    } finally {
      ended = true;
    }
  }

  private void answer() throws EngineException, IOException {
    try (Lease lease = services.sessions().acquire(request)) {
      if (clientGone) {
        throw EngineException.cancelled();
      }
      new RequestRunner(request, body, response, lease, services).run();
    } finally {
      ended = true;
    }
  }

  private void fail(EngineException failure) {
    boolean bodyRead = false;
    try {
      bodyRead = body.drain(DRAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    response.fail(failure, services.engine().identity().version(), bodyRead);
  }

  /** The client closed the connection. Event loop only. */
  void clientGone() {
    clientGone = true;
    body.fail("the client closed the connection");
    response.wake();
    if (!ended) {
      services.killed().add(request.queryId());
      services.cancellation().kill(request.queryId(), () -> ended);
    }
  }
}
