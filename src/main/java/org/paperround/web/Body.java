package org.paperround.web;

import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;

/// The body of a request as bytes, read no further than a limit.
final class Body {
  private Body() {}

  /// The whole body, which may be empty.
  ///
  /// @throws ContentTooLargeResponse as soon as it turns out to be larger
  static byte[] read(Context ctx, int limit) throws IOException {
    if (ctx.req().getContentLengthLong() > limit) {
      throw new ContentTooLargeResponse();
    }
    InputStream in = ctx.req().getInputStream();
    byte[] bytes = in.readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw new ContentTooLargeResponse();
    }
    return bytes;
  }
}
