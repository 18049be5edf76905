package org.paperround.web;

import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import java.io.IOException;

/// The body of a request that is more than a form, as bytes, read no further than a limit.
final class Body {
  static final int MAX_BYTES = 5_000_000;

  private Body() {}

  /// The whole body, which may be empty.
  ///
  /// @throws ContentTooLargeResponse as soon as it turns out to be larger than [#MAX_BYTES]
  static byte[] read(Context ctx) throws IOException {
    if (ctx.req().getContentLengthLong() > MAX_BYTES) {
      throw tooLarge(ctx);
    }
    byte[] bytes = ctx.req().getInputStream().readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw tooLarge(ctx);
    }
    return bytes;
  }

  /// The rest of the body is not read, so the connection cannot be used again.
  private static ContentTooLargeResponse tooLarge(Context ctx) {
    ctx.header("Connection", "close");
    return new ContentTooLargeResponse();
  }
}
