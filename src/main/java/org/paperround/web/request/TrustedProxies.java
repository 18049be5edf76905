package org.paperround.web.request;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whose X-Forwarded-For is believed, and where a request really came from. A client can write
/// anything into that header, so it is read from the right and only while each hop is ours.
public final class TrustedProxies {
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private final List<Network> networks;

  private TrustedProxies(List<Network> networks) {
    this.networks = List.copyOf(networks);
  }

  /// Reads `10.0.0.0/8`, `192.0.2.7`, `2001:db8::/32`.
  ///
  /// @throws IllegalArgumentException naming the one that is malformed
  public static TrustedProxies parse(List<String> texts) {
    List<Network> networks = new ArrayList<>();
    for (String text : texts) {
      int slash = text.indexOf('/');
      InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
      int most = address == null ? 0 : address.getAddress().length * 8;
      int bits = slash < 0 ? most : number(text.substring(slash + 1));
      if (address == null || bits < 0 || bits > most) {
        throw new IllegalArgumentException(text + " is neither an IP address nor a network");
      }
      networks.add(new Network(address.getAddress(), bits));
    }
    return new TrustedProxies(networks);
  }

  /// The network that a request came from, as [#prefix] writes it.
  public String network(Context ctx) {
    return prefix(client(ctx.req().getRemoteAddr(), ctx.header("X-Forwarded-For")));
  }

  /// The address of the client of a request that came from `peer`.
  String client(String peer, @Nullable String forwardedFor) {
    String client = peer;
    List<String> hops = forwardedFor == null ? List.of() : List.of(forwardedFor.split(","));
    for (int i = hops.size() - 1; i >= 0 && trusted(client); i--) {
      String hop = hops.get(i).strip();
      if (literal(hop) == null) {
        return client;
      }
      client = hop;
    }
    return client;
  }

  /// The network of an address, as it is stored: /24 of IPv4, /48 of IPv6; `unknown` when it is
  /// neither.
  static String prefix(String text) {
    InetAddress address = literal(text);
    if (address == null) {
      return "unknown";
    }
    byte[] bytes = address.getAddress();
    int bits = bytes.length == 4 ? 24 : 48;
    for (int i = bits / 8; i < bytes.length; i++) {
      bytes[i] = 0;
    }
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + "/" + bits;
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean trusted(String text) {
    InetAddress address = literal(text);
    return address != null
        && networks.stream().anyMatch(network -> network.contains(address.getAddress()));
  }

  /// Never asks DNS: only literals are read.
  private static @Nullable InetAddress literal(String text) {
    try {
      return InetAddress.ofLiteral(text.replaceFirst("^\\[(.*)\\]$", "$1"));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static int number(String text) {
    return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
  }

  @SuppressWarnings("ArrayRecordComponent") // private, never compared
  private record Network(byte[] address, int bits) {
    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((other[bit / 8] & mask) != (address[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
