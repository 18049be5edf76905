package org.paperround.platform.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Map;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/// Sockets on which a server that is gone without a word is noticed within about a minute, also
/// while an answer is waited for that may take hours. Made by the driver, by its name; only the
/// sockets that are not yet connected are asked for. Thread-safe.
public final class KeptAlive extends SocketFactory {
  private static final int UNHEARD_SECONDS = 30;
  private static final int ASK_AGAIN_SECONDS = 10;
  private static final int ASK_TIMES = 3;

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new Socket();
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    Map<SocketOption<Integer>, Integer> options =
        Map.of(
            ExtendedSocketOptions.TCP_KEEPIDLE, UNHEARD_SECONDS,
            ExtendedSocketOptions.TCP_KEEPINTERVAL, ASK_AGAIN_SECONDS,
            ExtendedSocketOptions.TCP_KEEPCOUNT, ASK_TIMES);
    for (Map.Entry<SocketOption<Integer>, Integer> option : options.entrySet()) {
      // Not every system has them.
      if (socket.supportedOptions().contains(option.getKey())) {
        socket.setOption(option.getKey(), option.getValue());
      }
    }
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(
      InetAddress address, int port, InetAddress localAddress, int localPort) {
    throw new UnsupportedOperationException();
  }
}
