package org.paperround.platform.http;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How one fetch ended. Nothing that the other side does is an exception.
public sealed interface Fetch {
  /// A 200 with its body, decompressed. `location` is the public address that answered in the end;
  /// `links` are its Link header fields as they came (RFC 8288), the first few.
  @SuppressWarnings("ArrayRecordComponent") // equals and hashCode look into it
  record Fetched(
      URI location,
      byte[] body,
      @Nullable String contentType,
      Validators validators,
      List<String> links)
      implements Fetch {
    public Fetched {
      links = List.copyOf(links);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Fetched that
          && location.equals(that.location)
          && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
      return location.hashCode() * 31 + Arrays.hashCode(body);
    }

    @Override
    public String toString() {
      return "Fetched[" + location + ", " + body.length + " bytes]";
    }
  }

  /// 304: what we have is still right (RFC 9110 15.4.5).
  record NotModified() implements Fetch {}

  /// 410: it will not come back (RFC 9110 15.5.11).
  record Gone() implements Fetch {}

  /// No usable answer. `sentence` says to an operator what happened and, where it helps, what to
  /// do. `retryAfter` is what the server asked for (RFC 9110 10.2.3).
  record Refused(Reason reason, String sentence, @Nullable Duration retryAfter) implements Fetch {
    Refused(Reason reason, String sentence) {
      this(reason, sentence, null);
    }
  }

  /// Why there is no usable answer.
  enum Reason {
    BAD_ADDRESS,
    PRIVATE_ADDRESS,
    UNKNOWN_HOST,
    UNREACHABLE,
    INSECURE,
    TIMEOUT,
    TOO_MANY_REDIRECTS,
    REDIRECT_LOOP,
    TOO_LARGE,
    UNREADABLE,
    /// 404.
    MISSING,
    /// Any other that is no success.
    STATUS
  }

  /// What a conditional GET needs of the last answer (RFC 9110 8.8).
  record Validators(@Nullable String etag, @Nullable String lastModified) {
    public static final Validators NONE = new Validators(null, null);
  }
}
