package io.timestore.embedded;

/** Where a component answers and who asks: a URL with a user and a password, both may be empty. */
public record Endpoint(String url, String user, String password) {
  public static Endpoint of(String url) {
    return new Endpoint(url, "", "");
  }

  @Override
  public String toString() {
    return url;
  }
}
