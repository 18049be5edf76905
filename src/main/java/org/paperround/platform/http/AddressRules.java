package org.paperround.platform.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Which internet addresses are public (IANA's special-purpose registries, RFC 6890 and 8190).
/// Everything that is not plainly public is refused: loopback, private, shared, link-local (the
/// clouds' metadata servers live there), documentation, benchmarking, multicast, reserved, and IPv6
/// forms that carry such an IPv4 address inside.
final class AddressRules {
  private static final String[] NOT_PUBLIC_V4 = {
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/3"
  };
  private static final String[] NOT_PUBLIC_V6 = {
    "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16"
  };

  private AddressRules() {}

  static boolean isPublic(InetAddress address) {
    return switch (address) {
      case Inet4Address v4 -> !within(v4, NOT_PUBLIC_V4);
      case Inet6Address v6 -> isPublic(v6);
      default -> false;
    };
  }

  private static boolean isPublic(Inet6Address address) {
    byte[] bytes = address.getAddress();
    // 64:ff9b::/96 (NAT64) and 2002::/16 (6to4) reach the IPv4 address they hold.
    if (within(address, "64:ff9b::/96")) {
      return isPublic(v4(Arrays.copyOfRange(bytes, 12, 16)));
    }
    if (within(address, "2002::/16")) {
      return isPublic(v4(Arrays.copyOfRange(bytes, 2, 6)));
    }
    boolean globalUnicast = (bytes[0] & 0xe0) == 0x20;
    return globalUnicast && !within(address, NOT_PUBLIC_V6);
  }

  private static boolean within(InetAddress address, String... networks) {
    return Arrays.stream(networks).anyMatch(network -> contains(network, address.getAddress()));
  }

  private static boolean contains(String network, byte[] address) {
    int slash = network.indexOf('/');
    byte[] base = literal(network.substring(0, slash)).getAddress();
    int bits = Integer.parseInt(network.substring(slash + 1));
    if (base.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((base[bit / 8] & mask) != (address[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress v4(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("four bytes are an IPv4 address", e);
    }
  }

  private static InetAddress literal(String text) {
    return InetAddress.ofLiteral(text);
  }
}
