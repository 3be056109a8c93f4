package io.timestore.daemon.http;

import io.timestore.daemon.api.ApiJson;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Writes what Jetty itself refuses (bad URIs, headers too large, broken HTTP) as JSON. */
final class JettyErrors extends ErrorHandler {

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.setStatus(code);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ApiJson.CONTENT_TYPE);
    response.write(true, ByteBuffer.wrap(body(code, message)), callback);
  }

  private static byte[] body(int code, @Nullable String message) {
    String standard = HttpStatus.getMessage(code);
    boolean silent = message == null || message.equals(standard) || code >= 500;
    String text = silent ? standard : standard + ": " + message;
    return ApiJson.write(Answers.body(text, Map.of()));
  }
}
