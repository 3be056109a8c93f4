package io.timestore.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections through a proxy are cut where it says, stand still, and are whole when healed. */
@NullUnmarked
final class FaultProxyTest {
  private ServerSocket server;
  private FaultProxy proxy;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    proxy = new FaultProxy(server.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    server.close();
  }

  private Socket connect() throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    client.setSoTimeout(20_000);
    return client;
  }

  @Test
  void aConnectionIsCutAfterSoManyBytesAndOthersLive() throws IOException {
    try (Socket client = connect();
        Socket behind = server.accept()) {
      proxy.cutAfter(10);
      client.getOutputStream().write(new byte[7]);
      assertThat(behind.getInputStream().readNBytes(7)).hasSize(7);
      client.getOutputStream().write(new byte[7]);
      assertThat(behind.getInputStream().readAllBytes()).hasSize(3);
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
    try (Socket client = connect();
        Socket behind = server.accept()) {
      client.getOutputStream().write(new byte[100]);
      assertThat(behind.getInputStream().readNBytes(100)).hasSize(100);
    }
  }

  @Test
  void aConnectionThatStandsStillGoesOnWhenHealed() throws IOException {
    try (Socket client = connect();
        Socket behind = server.accept()) {
      proxy.stand();
      client.getOutputStream().write(42);
      behind.setSoTimeout(300);
      assertThatThrownBy(() -> behind.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      proxy.heal();
      behind.setSoTimeout(20_000);
      assertThat(behind.getInputStream().read()).isEqualTo(42);
    }
  }
}
