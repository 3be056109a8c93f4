package io.timestore.embedded.chdb.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.timestore.embedded.chdb.engine.EngineException;
import java.util.Map;

/**
 * The HTTP status of an error code, as ClickHouse's own server answers it (its {@code
 * exceptionCodeToHTTPStatus}).
 */
final class HttpStatusOf {
  private static final Map<Integer, HttpResponseStatus> BY_CODE =
      Map.ofEntries(
          Map.entry(6, HttpResponseStatus.BAD_REQUEST),
          Map.entry(15, HttpResponseStatus.BAD_REQUEST),
          Map.entry(16, HttpResponseStatus.BAD_REQUEST),
          Map.entry(25, HttpResponseStatus.BAD_REQUEST),
          Map.entry(26, HttpResponseStatus.BAD_REQUEST),
          Map.entry(27, HttpResponseStatus.BAD_REQUEST),
          Map.entry(33, HttpResponseStatus.BAD_REQUEST),
          Map.entry(36, HttpResponseStatus.BAD_REQUEST),
          Map.entry(38, HttpResponseStatus.BAD_REQUEST),
          Map.entry(41, HttpResponseStatus.BAD_REQUEST),
          Map.entry(43, HttpResponseStatus.BAD_REQUEST),
          Map.entry(44, HttpResponseStatus.BAD_REQUEST),
          Map.entry(53, HttpResponseStatus.BAD_REQUEST),
          Map.entry(62, HttpResponseStatus.BAD_REQUEST),
          Map.entry(69, HttpResponseStatus.BAD_REQUEST),
          Map.entry(72, HttpResponseStatus.BAD_REQUEST),
          Map.entry(108, HttpResponseStatus.BAD_REQUEST),
          Map.entry(117, HttpResponseStatus.BAD_REQUEST),
          Map.entry(456, HttpResponseStatus.BAD_REQUEST),
          Map.entry(457, HttpResponseStatus.BAD_REQUEST),
          Map.entry(46, HttpResponseStatus.NOT_FOUND),
          Map.entry(47, HttpResponseStatus.NOT_FOUND),
          Map.entry(50, HttpResponseStatus.NOT_FOUND),
          Map.entry(56, HttpResponseStatus.NOT_FOUND),
          Map.entry(60, HttpResponseStatus.NOT_FOUND),
          Map.entry(63, HttpResponseStatus.NOT_FOUND),
          Map.entry(73, HttpResponseStatus.NOT_FOUND),
          Map.entry(81, HttpResponseStatus.NOT_FOUND),
          Map.entry(115, HttpResponseStatus.NOT_FOUND),
          Map.entry(336, HttpResponseStatus.NOT_FOUND),
          Map.entry(EngineException.SESSION_NOT_FOUND, HttpResponseStatus.NOT_FOUND),
          Map.entry(EngineException.TOO_LARGE, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE),
          Map.entry(48, HttpResponseStatus.NOT_IMPLEMENTED),
          Map.entry(159, HttpResponseStatus.REQUEST_TIMEOUT),
          Map.entry(164, HttpResponseStatus.FORBIDDEN),
          Map.entry(EngineException.AUTHENTICATION_FAILED, HttpResponseStatus.FORBIDDEN));

  private HttpStatusOf() {}

  static HttpResponseStatus code(int code) {
    return BY_CODE.getOrDefault(code, HttpResponseStatus.INTERNAL_SERVER_ERROR);
  }
}
