package org.paperround.platform.http;

import com.ibm.icu.text.IDNA;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// Web addresses as people and feeds write them: with spaces, letters beyond ASCII and
/// internationalised hosts, made into what RFC 3986 allows.
public final class WebAddress {
  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI);
  private static final String ALLOWED = "-._~:/?#@!$&'()*+,;=%";
  private static final int MAX_LENGTH = 2_000;

  private WebAddress() {}

  /// The absolute http or https address that `text` means when it is read on the page `base`; empty
  /// when it means none (a mail address, a script, a malformed host), or has more than 2,000
  /// characters, those beyond ASCII being counted as they are escaped.
  public static Optional<URI> resolve(URI base, String text) {
    String clean = text.strip().replaceAll("[\\t\\r\\n]", "");
    if (clean.isEmpty() || clean.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      URI written = new URI(asciiHost(escape(clean)));
      URI absolute = written.isAbsolute() ? written : resolveRelative(base, written);
      boolean web =
          "http".equalsIgnoreCase(absolute.getScheme())
              || "https".equalsIgnoreCase(absolute.getScheme());
      boolean fits = absolute.toString().length() <= MAX_LENGTH;
      return web && fits && absolute.getHost() != null ? Optional.of(absolute) : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// As [#resolve] for an address that must be absolute.
  public static Optional<URI> parse(String text) {
    return resolve(URI.create("none:///"), text);
  }

  /// The address as it is asked for (RFC 9110 7.1).
  static URI withoutFragment(URI uri) {
    String text = uri.toString();
    int hash = text.indexOf('#');
    return hash < 0 ? uri : URI.create(text.substring(0, hash));
  }

  /// The origin of an address (RFC 6454) in its one spelling: lower case, no default port.
  public static String origin(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    int port = uri.getPort();
    boolean defaultPort =
        port < 0
            || ("http".equals(scheme) && port == 80)
            || ("https".equals(scheme) && port == 443);
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    return scheme + "://" + host + (defaultPort ? "" : ":" + port);
  }

  private static URI resolveRelative(URI base, URI written) {
    // java.net.URI resolves "?page=2" and "" against the folder; RFC 3986 5.3 keeps the path.
    if (written.getRawPath() != null
        && written.getRawPath().isEmpty()
        && written.getRawAuthority() == null) {
      String path = base.getRawPath() == null ? "" : base.getRawPath();
      String query = written.getRawQuery() == null ? "" : "?" + written.getRawQuery();
      return base.resolve(path.isEmpty() ? "/" + query : path + query);
    }
    return base.resolve(written);
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    boolean fragment = false;
    for (int i = 0; i < text.length(); ) {
      int code = text.codePointAt(i);
      i += Character.charCount(code);
      boolean stray = (code == '%' && !isEscape(text, i)) || (code == '#' && fragment);
      fragment |= code == '#';
      if (!stray && code < 128 && (isAlphanumeric(code) || ALLOWED.indexOf(code) >= 0)) {
        escaped.append((char) code);
      } else if (code >= 128 || stray || code == ' ' || "\"<>[]\\^`{|}".indexOf(code) >= 0) {
        appendEscaped(escaped, code);
      } else {
        throw new IllegalArgumentException("a control character in an address");
      }
    }
    return escaped.toString();
  }

  private static void appendEscaped(StringBuilder escaped, int code) {
    for (byte octet : Character.toString(code).getBytes(StandardCharsets.UTF_8)) {
      escaped.append(String.format("%%%02X", octet & 0xff));
    }
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 <= text.length()
        && Character.digit(text.charAt(at), 16) >= 0
        && Character.digit(text.charAt(at + 1), 16) >= 0;
  }

  private static boolean isAlphanumeric(int code) {
    return (code >= 'a' && code <= 'z')
        || (code >= 'A' && code <= 'Z')
        || (code >= '0' && code <= '9');
  }

  /// Turns a host that was escaped as UTF-8 into its A-labels (UTS 46), and gives IPv6 literals
  /// their brackets back.
  private static String asciiHost(String escaped) {
    int start = escaped.indexOf("://");
    if (start < 0) {
      return escaped;
    }
    int end = escaped.length();
    for (char delimiter : new char[] {'/', '?', '#'}) {
      int found = escaped.indexOf(delimiter, start + 3);
      end = found >= 0 && found < end ? found : end;
    }
    String authority = escaped.substring(start + 3, end);
    if (authority.indexOf('%') < 0) {
      return escaped;
    }
    String host = authority.replace("%5B", "[").replace("%5D", "]");
    return escaped.substring(0, start + 3)
        + (host.startsWith("[") ? host : toAscii(host))
        + escaped.substring(end);
  }

  private static String toAscii(String authority) {
    String host = URLDecoder.decode(authority, StandardCharsets.UTF_8);
    int colon = host.lastIndexOf(':');
    String port = colon < 0 ? "" : host.substring(colon);
    IDNA.Info info = new IDNA.Info();
    StringBuilder ascii = new StringBuilder();
    UTS46.nameToASCII(colon < 0 ? host : host.substring(0, colon), ascii, info);
    if (info.hasErrors()) {
      throw new IllegalArgumentException("not a host name");
    }
    return ascii + port;
  }
}
