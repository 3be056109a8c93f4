package io.timestore.jdbc.internal.url;

import org.jspecify.annotations.Nullable;

/** Where the stores are and as whom to speak to them. */
public record Endpoints(
    String clickHouseUrl,
    String clickHouseUser,
    String clickHousePassword,
    String redisUri,
    String catalogUrl,
    String catalogUser,
    String catalogPassword) {

  /** What the properties say, if they say all of it. */
  static @Nullable public Endpoints of(ConnectionUrl url) {
    String clickHouse = ConnectionProperty.CLICKHOUSE_URL.of(url.properties());
    String redis = ConnectionProperty.REDIS_URI.of(url.properties());
    String catalog = ConnectionProperty.CATALOG_URL.of(url.properties());
    return clickHouse == null || redis == null || catalog == null
        ? null
        : new Endpoints(clickHouse, "default", "", redis, catalog, "", "").with(url);
  }

  /** These, where the properties do not say otherwise. */
  Endpoints with(ConnectionUrl url) {
    return new Endpoints(
        or(ConnectionProperty.CLICKHOUSE_URL, url, clickHouseUrl),
        or(ConnectionProperty.CLICKHOUSE_USER, url, clickHouseUser),
        or(ConnectionProperty.CLICKHOUSE_PASSWORD, url, clickHousePassword),
        or(ConnectionProperty.REDIS_URI, url, redisUri),
        or(ConnectionProperty.CATALOG_URL, url, catalogUrl),
        or(ConnectionProperty.CATALOG_USER, url, catalogUser),
        or(ConnectionProperty.CATALOG_PASSWORD, url, catalogPassword));
  }

  private static String or(ConnectionProperty property, ConnectionUrl url, String otherwise) {
    String set = property.of(url.properties());
    return set == null ? otherwise : set;
  }

  /** Without passwords. */
  @Override
  public String toString() {
    return "Endpoints["
        + String.join(
            ", ", Secrets.hide(clickHouseUrl), Secrets.hide(redisUri), Secrets.hide(catalogUrl))
        + "]";
  }
}
