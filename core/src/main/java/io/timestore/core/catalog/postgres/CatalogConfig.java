package io.timestore.core.catalog.postgres;

import java.time.Duration;

/**
 * Where the catalog is.
 *
 * @param url {@code jdbc:postgresql://host:port/database}
 * @param poolSize most connections held
 * @param connectTimeout longest wait for a connection
 */
public record CatalogConfig(
    String url, String user, String password, int poolSize, Duration connectTimeout) {
  public static CatalogConfig of(String url, String user, String password) {
    return new CatalogConfig(url, user, password, 4, Duration.ofSeconds(5));
  }

  /** The URL without its parameters, which may hold a password. */
  String place() {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  @Override
  public String toString() {
    return "CatalogConfig[" + place() + ", user " + user + "]";
  }
}
