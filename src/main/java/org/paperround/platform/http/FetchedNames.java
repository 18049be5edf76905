package org.paperround.platform.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How this JVM looks host names up: as ever, except that on a thread which fetches what a stranger
/// names, a name has public addresses or none. The HTTP client looks a name up again when it
/// connects, long after it was checked; who answers for the name may have changed it meanwhile (DNS
/// rebinding). The JVM finds this class by META-INF/services; what it remembers of strangers' names
/// comes from such threads only, since [#of] asks past its memory.
public final class FetchedNames extends InetAddressResolverProvider {
  private static final ThreadLocal<@Nullable Predicate<String>> STRANGERS = new ThreadLocal<>();
  private static final LookupPolicy ANY = LookupPolicy.of(LookupPolicy.IPV4 | LookupPolicy.IPV6);
  private static volatile @Nullable InetAddressResolver standard;

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver builtin = configuration.builtinResolver();
    standard = builtin;
    return new Careful(builtin);
  }

  @Override
  public String name() {
    return "paperround";
  }

  /// All addresses that `host`, a name or a literal, has at this moment.
  static List<InetAddress> of(String host) throws UnknownHostException {
    try {
      return List.of(InetAddress.ofLiteral(host.replaceAll("^\\[(.*)]$", "$1")));
    } catch (IllegalArgumentException _) {
      InetAddressResolver resolver = standard;
      return resolver == null
          ? List.of(InetAddress.getAllByName(host))
          : resolver.lookupByName(host, ANY).toList();
    }
  }

  /// Threads, as many as are needed, on which the `strangers` have public addresses or none.
  static ExecutorService threads(Predicate<String> strangers) {
    return Executors.newCachedThreadPool(work ->
        Thread.ofPlatform()
            .daemon()
            .name("fetch")
            .unstarted(() -> {
              STRANGERS.set(strangers);
              work.run();
            }));
  }

  private record Careful(InetAddressResolver builtin) implements InetAddressResolver {
    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
        throws UnknownHostException {
      List<InetAddress> found = builtin.lookupByName(host, policy).toList();
      Predicate<String> strangers = STRANGERS.get();
      boolean open = strangers == null || !strangers.test(host);
      if (open || found.stream().allMatch(AddressRules::isPublic)) {
        return found.stream();
      }
      throw new UnknownHostException(host + " has become an address that is not public");
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      return builtin.lookupByAddress(address);
    }
  }
}
