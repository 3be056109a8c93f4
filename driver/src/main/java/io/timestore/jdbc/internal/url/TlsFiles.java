package io.timestore.jdbc.internal.url;

import io.timestore.core.tls.TlsTrust;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import javax.net.ssl.HttpsURLConnection;

/** Whom to trust, from the connection's properties. Immutable. */
public final class TlsFiles {
  private final TlsTrust trust;

  private TlsFiles(TlsTrust trust) {
    this.trust = trust;
  }

  static TlsTrust trustOf(ConnectionUrl url) throws SQLException {
    String file = url.text(ConnectionProperty.SSL_TRUST_STORE);
    String password = url.text(ConnectionProperty.SSL_TRUST_STORE_PASSWORD);
    String mode = String.valueOf(url.text(ConnectionProperty.SSL_MODE));
    return new TlsTrust(
        file == null ? null : Path.of(file),
        password,
        TlsTrust.Mode.valueOf(mode.strip().toUpperCase(Locale.ROOT).replace('-', '_')));
  }

  /** The same, after the trust store was found to be one. */
  public static TlsTrust checkedTrustOf(ConnectionUrl url) throws SQLException {
    TlsTrust trust = trustOf(url);
    if (trust.trustStore() != null) {
      trust.context();
    }
    return trust;
  }

  static TlsFiles of(ConnectionUrl url) throws SQLException {
    return new TlsFiles(trustOf(url));
  }

  void applyTo(HttpsURLConnection https) {
    https.setSSLSocketFactory(trust.context().getSocketFactory());
    if (trust.mode() != TlsTrust.Mode.VERIFY_FULL) {
      https.setHostnameVerifier((name, session) -> true);
    }
  }
}
