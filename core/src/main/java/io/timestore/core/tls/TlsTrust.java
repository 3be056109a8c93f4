package io.timestore.core.tls;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust when speaking TLS. Immutable.
 *
 * @param trustStore PKCS12 or JKS file with the trusted issuers; null for those of the JVM
 * @param password of the trust store, null for none
 */
public record TlsTrust(@Nullable Path trustStore, @Nullable String password, Mode mode) {
  /** The JVM's issuers, and the host name. */
  public static final TlsTrust DEFAULT = new TlsTrust(null, null, Mode.VERIFY_FULL);

  /** What is checked of a certificate. */
  public enum Mode {
    VERIFY_FULL,
    VERIFY_CA,
    NONE
  }

  /**
   * A context that trusts whom this says.
   *
   * @throws TimestoreException INVALID_REQUEST if the trust store cannot be read
   */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new TimestoreException(
          ErrorCode.INVALID_REQUEST,
          "the trust store "
              + trustStore
              + " cannot be read ("
              + e.getMessage()
              + "); check the file and its password",
          e);
    }
  }

  private TrustManager @Nullable [] managers() throws GeneralSecurityException, IOException {
    if (mode == Mode.NONE) {
      return new TrustManager[] {new TrustAll()};
    }
    if (trustStore == null) {
      return null;
    }
    KeyStore store =
        KeyStore.getInstance(
            new File(trustStore.toString()), password == null ? null : password.toCharArray());
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "TlsTrust[" + (trustStore == null ? "the JVM's" : trustStore) + ", " + mode + "]";
  }

  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
