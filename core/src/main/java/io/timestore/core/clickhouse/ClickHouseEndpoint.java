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
  private static final String COMPRESS = "compress=";

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

  /**
   * Whether answers are asked for in compressed frames: unless the server is on this machine, where
   * compressing costs more than the bytes do. A parameter {@code compress} of the URL decides
   * otherwise.
   */
  boolean compresses() {
    String query = url.getRawQuery() == null ? "" : url.getRawQuery();
    if (asksToCompress(query)) {
      return ("&" + query + "&").contains("&" + COMPRESS + "1&");
    }
    String host = url.getHost();
    return !(host.equals("localhost") || host.equals("[::1]") || host.startsWith("127."));
  }

  private static boolean asksToCompress(String query) {
    return ("&" + query).contains("&" + COMPRESS);
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
