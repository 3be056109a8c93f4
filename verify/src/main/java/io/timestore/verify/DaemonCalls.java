package io.timestore.verify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Asks whichever daemon answers. Safe for many threads. */
final class DaemonCalls {
  private static final Logger LOG = Logger.getLogger(DaemonCalls.class.getName());
  private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(10);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final List<String> urls;
  private final Duration timeout;

  DaemonCalls(List<String> urls, Duration timeout) {
    this.urls = List.copyOf(urls);
    this.timeout = timeout;
  }

  int post(String path, String body) throws InterruptedException {
    return send("POST", path, body);
  }

  /** The status of the first answer that is no failure of the daemon; 0 if there is none. */
  int send(String method, String path, String body) throws InterruptedException {
    for (String url : urls) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + path))
              .header("content-type", "application/json")
              .timeout(timeout)
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build();
      try {
        int status = HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status < 500) {
          return status;
        }
      } catch (IOException e) {
        LOG.log(Level.FINE, url + " does not answer yet", e);
      }
    }
    return 0;
  }

  /** What the daemons say about themselves. */
  String health() throws InterruptedException {
    List<String> answers = new ArrayList<>();
    for (String url : urls) {
      try {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(url + "/health")).timeout(HEALTH_TIMEOUT).build();
        answers.add(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
      } catch (IOException e) {
        answers.add(url + " does not answer: " + e);
      }
    }
    return String.join("; ", answers);
  }
}
