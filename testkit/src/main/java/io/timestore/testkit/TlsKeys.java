package io.timestore.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key that signed itself, and a trust store that trusts it.
 *
 * @param sockets makes server sockets that show it
 */
public record TlsKeys(ServerSocketFactory sockets, Path trustStore) {
  public static final String PASSWORD = "changeit";
  private static final char[] SECRET = PASSWORD.toCharArray();

  /**
   * Makes a key.
   *
   * @param names for whom it is good, such as {@code dns:localhost}
   */
  public static TlsKeys make(Path directory, String file, String names)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path keys = directory.resolve(file + ".p12");
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=" + file,
                "-ext",
                "SAN=" + names,
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = tool.waitFor();
    if (status != 0) {
      throw new IOException("keytool ended with " + status + ": " + said);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, SECRET);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, SECRET);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("issuer", store.getCertificate("server"));
    Path trustStore = directory.resolve(file + "-trust.p12");
    try (OutputStream out = Files.newOutputStream(trustStore)) {
      trusted.store(out, SECRET);
    }
    return new TlsKeys(context.getServerSocketFactory(), trustStore);
  }
}
