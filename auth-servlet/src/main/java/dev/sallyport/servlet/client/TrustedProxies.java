package dev.sallyport.servlet.client;

import dev.sallyport.config.Settings;
import dev.sallyport.key.Network;
import dev.sallyport.servlet.client.ForwardedHops.Hop;
import dev.sallyport.servlet.config.HttpSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells where a request comes from, and whether others could read it on its way.
 *
 * <p>What stands in header fields counts only where a proxy that is trusted has sent them, and from
 * the right, because a client writes whatever it likes to the left of what proxies add. Where
 * {@code Forwarded} and {@code X-Forwarded-For} do not tell the same, one of them is not the
 * proxy's, and neither counts.
 */
public record TrustedProxies(List<Network> networks) {
  private static final String FORWARDED = "Forwarded";
  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
  private static final String HTTPS = "https";

  /** RFC 7239 section 6.2; no address, so that no network has it. */
  private static final String UNKNOWN = "unknown";

  private static final Network LOOPBACK_IPV4 = Network.parse("127.0.0.0/8");
  private static final Network LOOPBACK_IPV6 = Network.parse("::1");

  public static TrustedProxies of(Settings settings) {
    return new TrustedProxies(settings.get(HttpSettings.TRUSTED_PROXIES));
  }

  /**
   * The address of the client.
   *
   * @return {@code unknown} if it cannot be told: not that of a proxy then, from which a key may be
   *     let in
   */
  public String clientOf(HttpServletRequest request) {
    String peer = RemoteAddress.of(request);
    if (!trusts(peer)) {
      return peer;
    }
    List<Hop> forwarded = forwarded(request);
    List<Hop> forwardedFor = forwardedFor(request);
    if (forwarded.isEmpty() || forwardedFor.isEmpty()) {
      return walk(peer, forwarded.isEmpty() ? forwardedFor : forwarded);
    }
    String client = walk(peer, forwarded);
    return client.equals(walk(peer, forwardedFor)) ? client : UNKNOWN;
  }

  /** Whether it came over TLS, as the container or a trusted proxy says. */
  public boolean isOverTls(HttpServletRequest request) {
    return request.isSecure() || (trusts(RemoteAddress.of(request)) && isHttpsBehind(request));
  }

  /** Whether it came over TLS, or by no network at all. */
  public boolean isPrivate(HttpServletRequest request) {
    String peer = RemoteAddress.of(request);
    return isOverTls(request) || (isLoopback(peer) && isFirstHand(request));
  }

  /** The first from the right that is no trusted proxy. */
  private String walk(String peer, List<Hop> hops) {
    String last = peer;
    for (int i = hops.size() - 1; i >= 0 && trusts(last); i--) {
      Optional<String> address = hops.get(i).address();
      if (address.isEmpty()) {
        return UNKNOWN;
      }
      last = address.get();
    }
    return last;
  }

  /** At least one field says so, at the hop from the client, and no other field denies it. */
  private boolean isHttpsBehind(HttpServletRequest request) {
    List<String> said = nodes(request, FORWARDED_PROTO);
    protoOfClient(forwarded(request)).ifPresent(said::add);
    return !said.isEmpty() && said.stream().allMatch(HTTPS::equalsIgnoreCase);
  }

  private Optional<String> protoOfClient(List<Hop> hops) {
    for (int i = hops.size() - 1; i >= 0; i--) {
      Hop hop = hops.get(i);
      if (i == 0 || hop.address().filter(this::trusts).isEmpty()) {
        return hop.proto();
      }
    }
    return Optional.empty();
  }

  private boolean trusts(String address) {
    return !networks.isEmpty() && Network.isInAny(address, networks);
  }

  private static boolean isLoopback(String address) {
    return LOOPBACK_IPV4.contains(address) || LOOPBACK_IPV6.contains(address);
  }

  /** Whether no proxy, on this machine for instance, says that it came from elsewhere. */
  private static boolean isFirstHand(HttpServletRequest request) {
    return Stream.of(FORWARDED, FORWARDED_FOR, FORWARDED_PROTO)
        .allMatch(name -> lines(request, name).isEmpty());
  }

  private static List<Hop> forwarded(HttpServletRequest request) {
    List<Hop> hops = new ArrayList<>();
    for (String line : lines(request, FORWARDED)) {
      hops.addAll(ForwardedHops.parse(line));
    }
    return hops;
  }

  private static List<Hop> forwardedFor(HttpServletRequest request) {
    List<Hop> hops = new ArrayList<>();
    for (String node : nodes(request, FORWARDED_FOR)) {
      hops.add(new Hop(RemoteAddress.ofNode(node), Optional.empty()));
    }
    return hops;
  }

  private static List<String> nodes(HttpServletRequest request, String header) {
    List<String> nodes = new ArrayList<>();
    for (String line : lines(request, header)) {
      for (String node : line.split(",", -1)) {
        nodes.add(node.strip());
      }
    }
    return nodes;
  }

  private static List<String> lines(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header));
  }
}
