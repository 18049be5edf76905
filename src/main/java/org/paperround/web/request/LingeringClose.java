package org.paperround.web.request;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// Lets whoever is still sending see how it was answered: TCP drops an answer that its reader has
/// not taken yet when the connection is closed over unread bytes (RFC 9112 section 9.6). So of a
/// body that was not read to its end some more is read, and thrown away, after the answer has been
/// sent. Thread-safe.
public final class LingeringClose implements Filter {
  private final long most;
  private final Duration longest;

  /// No more than little over `most` octets are thrown away, and none that begin to be read later
  /// than `longest` after the answer.
  public LingeringClose(long most, Duration longest) {
    this.most = most;
    this.longest = longest;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
    HttpServletRequest asked = (HttpServletRequest) request;
    if (hasBody(asked) && !asked.isAsyncStarted() && !asked.getInputStream().isFinished()) {
      response.flushBuffer();
      discard(asked.getInputStream());
    }
  }

  /// Of a sender that waits to be asked for its body there will be none.
  private static boolean hasBody(HttpServletRequest request) {
    return request.getHeader("Expect") == null
        && (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null);
  }

  private void discard(InputStream body) {
    long start = System.nanoTime();
    byte[] piece = new byte[8_192];
    try {
      long left = most;
      while (left > 0 && System.nanoTime() - start < longest.toNanos()) {
        int read = body.read(piece);
        left = read < 0 ? 0 : left - read;
      }
    } catch (IOException _) {
      // The sender has stopped by itself.
    }
  }
}
