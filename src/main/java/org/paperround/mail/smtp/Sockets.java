package org.paperround.mail.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// The socket factories of one session. They set what Angus Mail does not, and remember the socket
/// that is in use, so that an envelope and a message can be written to it in one piece each.
///
/// TCP_NODELAY: without it every message over 8 KB waits 40 ms for an acknowledgement. SO_SNDBUF:
/// what fits into it never blocks a write. They belong to channels, whose reads without a time
/// limit are one system call each (docs/adr/0035).
final class Sockets {
  private static final int SEND_BUFFER = 256 * 1024;

  private final SSLSocketFactory tls;
  private @Nullable Socket current;
  private @Nullable Socket carrier;

  /// With `tls` the certificates that count are chosen: [#trustingAll()] or the JDK's default.
  Sockets(SSLContext tls) {
    this.tls = tls.getSocketFactory();
  }

  /// For opportunistic and required TLS: encrypted, but not to anybody in particular.
  static SSLContext trustingAll() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustAll()}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS is part of every JDK", e);
    }
  }

  static SSLContext trustingTheUsual() {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS is part of every JDK", e);
    }
  }

  SocketFactory plain() {
    return new Plain();
  }

  SSLSocketFactory secure() {
    return new Secure();
  }

  /// The socket of the session as it is now: after STARTTLS, the one with TLS.
  Socket current() {
    if (current == null) {
      throw new IllegalStateException("there is no session");
    }
    return current;
  }

  /// The socket that carries the session: with TLS, the one under it.
  Socket carrier() {
    if (carrier == null) {
      throw new IllegalStateException("there is no session");
    }
    return carrier;
  }

  /// Ends a session that never began. Never throws.
  void close() {
    if (current == null) {
      return;
    }
    try {
      current.close();
    } catch (IOException e) {
      // It is over anyhow.
    }
  }

  private Socket keep(Socket socket, Socket under) throws SocketException {
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    socket.setSendBufferSize(SEND_BUFFER);
    current = socket;
    carrier = under;
    return socket;
  }

  private final class Plain extends SocketFactory {
    @Override
    public Socket createSocket() throws IOException {
      Socket socket = SocketChannel.open().socket();
      return keep(socket, socket);
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }

  private final class Secure extends SSLSocketFactory {
    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
        throws IOException {
      return keep(tls.createSocket(socket, host, port, autoClose), socket);
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return tls.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
