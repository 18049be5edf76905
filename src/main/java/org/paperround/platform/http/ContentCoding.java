package org.paperround.platform.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/// Undoes the content coding of a body (RFC 9110 8.4) without ever holding more than the limit: a
/// few kilobytes of gzip can inflate to gigabytes.
final class ContentCoding {
  private ContentCoding() {}

  static byte[] decode(byte[] body, String coding, int limit) throws IOException {
    return switch (coding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> body;
      case "gzip", "x-gzip" -> bounded(new GZIPInputStream(new ByteArrayInputStream(body)), limit);
      case "deflate" -> bounded(new InflaterInputStream(new ByteArrayInputStream(body)), limit);
      default -> throw new IOException("the content coding " + coding + " was not asked for");
    };
  }

  private static byte[] bounded(InputStream coded, int limit) throws IOException {
    try (coded) {
      byte[] plain = coded.readNBytes(limit + 1);
      if (plain.length > limit) {
        throw new BoundedBody.TooLargeException();
      }
      return plain;
    }
  }
}
