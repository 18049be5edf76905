package org.paperround.web;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The bodies of requests that are more than a form, as bytes. Each is in memory, with what is made
/// of it, until it has been used: so there are only so many at once, and none is read further than
/// a limit, or longer than a while. To be used once it is known who asks. Thread-safe.
final class Body {
  static final int MAX_BYTES = 5_000_000;

  /// A body and what is made of it are some 30 MB at worst, of a heap of 256.
  static final int AT_ONCE = 4;

  /// Small ones are used within moments: several senders do not see each other.
  private static final Duration WAIT = Duration.ofSeconds(1);

  private final Semaphore room = new Semaphore(AT_ONCE, true);
  private final Duration longest;

  /// No body is waited for longer than `longest`, so that whoever sends one byte after the other
  /// keeps no room from others.
  Body(Duration longest) {
    this.longest = longest;
  }

  /// Hands the whole body, which may be empty, to `use`.
  ///
  /// @throws HttpResponseException with a sentence for the sender, when it is larger than
  ///   [#MAX_BYTES] (413), came too slowly (408) or broke off (400), or when there is no room for
  ///   it now (503)
  void read(Context ctx, Consumer<byte[]> use) {
    if (ctx.req().getContentLengthLong() > MAX_BYTES) {
      throw closing(ctx, tooLarge());
    }
    if (!enter()) {
      ctx.header("Retry-After", "5");
      throw closing(
          ctx,
          new ServiceUnavailableResponse("Too much is sent at once; send it again in a while."));
    }
    try {
      use.accept(bytes(ctx));
    } finally {
      room.release();
    }
  }

  private boolean enter() {
    try {
      return room.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private byte[] bytes(Context ctx) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean whole;
    try {
      whole = pour(ctx.req().getInputStream(), bytes);
    } catch (IOException _) {
      throw closing(ctx, new BadRequestResponse("The body broke off; send it again."));
    }
    if (bytes.size() > MAX_BYTES) {
      throw closing(ctx, tooLarge());
    }
    if (!whole) {
      throw closing(
          ctx,
          new HttpResponseException(
              HttpStatus.REQUEST_TIMEOUT,
              "The body took longer than " + longest.toSeconds() + " seconds; send less at once.",
              Map.of()));
    }
    return bytes.toByteArray();
  }

  /// Whether it came to an end within [#MAX_BYTES] and in time; little more than that is read.
  private boolean pour(InputStream from, ByteArrayOutputStream to) throws IOException {
    long start = System.nanoTime();
    byte[] piece = new byte[8_192];
    for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
      to.write(piece, 0, read);
      if (to.size() > MAX_BYTES || System.nanoTime() - start > longest.toNanos()) {
        return false;
      }
    }
    return true;
  }

  private static ContentTooLargeResponse tooLarge() {
    return new ContentTooLargeResponse(
        "The request is larger than " + MAX_BYTES + " bytes; send less at once.");
  }

  /// The rest of the body is not read, so the connection cannot be used again.
  private static HttpResponseException closing(Context ctx, HttpResponseException answer) {
    ctx.header("Connection", "close");
    return answer;
  }
}
