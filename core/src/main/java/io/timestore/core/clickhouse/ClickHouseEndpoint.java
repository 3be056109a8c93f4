package io.timestore.core.clickhouse;

import java.net.URI;

/**
 * Where a ClickHouse server answers HTTP, and as whom to speak to it.
 *
 * @param url such as {@code http://127.0.0.1:8123/}; may carry parameters such as {@code
 *     ?database=x}, but no user or password
 * @param user empty to send none
 */
public record ClickHouseEndpoint(URI url, String user, String password) {
  public ClickHouseEndpoint {
    String scheme = url.getScheme();
    if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(
          "a ClickHouse URL starts with http:// or https:// and has a host");
    }
    if (url.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "the ClickHouse URL must not carry a user or password; give them apart");
    }
  }

  /** Scheme, host and port, for messages. */
  public String place() {
    return url.getScheme() + "://" + url.getAuthority();
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user.isEmpty() ? place() : place() + " as " + user;
  }
}
