package io.timestore.embedded.chdb.http;

import io.timestore.embedded.chdb.engine.EngineException;
import io.timestore.embedded.chdb.sql.ClickHouseText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may send statements. The engine knows no users, so the one user {@code default} and
 * its password are checked here, in constant time. Pages in a browser are refused: they could
 * otherwise reach a loopback port. Immutable.
 */
final class AccessGuard {
  private static final String USER = "default";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private final byte @Nullable [] password;

  /**
   * @param password null or empty if none is asked for
   */
  AccessGuard(@Nullable String password) {
    this.password = password == null || password.isEmpty() ? null : ClickHouseText.utf8(password);
  }

  void check(RequestParameters request) throws EngineException {
    checkOrigin(request.header("Origin"));
    checkHost(request.header("Host"));
    if (password == null) {
      return;
    }
    Credentials given = credentials(request);
    boolean userKnown = given.user().isEmpty() || given.user().equals(USER);
    boolean same = MessageDigest.isEqual(password, ClickHouseText.utf8(given.password()));
    if (!userKnown || !same) {
      throw refused(
          "default: Authentication failed: password is incorrect, or there is no user with such"
              + " name.");
    }
  }

  private static Credentials credentials(RequestParameters request) throws EngineException {
    String header = request.header("Authorization");
    if (header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return basic(header.substring(6).trim());
    }
    return new Credentials(request.user(), request.password());
  }

  private static Credentials basic(String encoded) throws EngineException {
    try {
      String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon < 0
          ? new Credentials(text, "")
          : new Credentials(text.substring(0, colon), text.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      throw refused("the Authorization header is not Basic with Base64");
    }
  }

  private static void checkOrigin(String origin) throws EngineException {
    if (!origin.isEmpty()) {
      String host = "null".equals(origin) ? null : hostOf(origin);
      if (host == null || !LOOPBACK.contains(host)) {
        throw refused("requests from pages of '" + origin + "' are not answered");
      }
    }
  }

  private static void checkHost(String host) throws EngineException {
    String name = host.isEmpty() ? null : hostOf("http://" + host);
    if (name == null || !LOOPBACK.contains(name)) {
      throw refused("this server answers on 127.0.0.1 and localhost only, not as '" + host + "'");
    }
  }

  private static @Nullable String hostOf(String uri) throws EngineException {
    try {
      return URI.create(uri).getHost();
    } catch (IllegalArgumentException e) {
      throw refused("'" + uri + "' is not a host");
    }
  }

  private static EngineException refused(String why) {
    return EngineException.of(EngineException.AUTHENTICATION_FAILED, why, "AUTHENTICATION_FAILED");
  }

  private record Credentials(String user, String password) {}
}
