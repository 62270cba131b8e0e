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
 * The proxies whose header fields are trusted, which determine the client's address and whether a
 * request was received over TLS.
 *
 * <p>Header fields are read from right to left and only as far as trusted proxies wrote them,
 * because clients can send arbitrary values to the left of what proxies append. If {@code
 * Forwarded} and {@code X-Forwarded-For} are both present and disagree, both are ignored.
 *
 * <pre>{@code
 * String client = TrustedProxies.of(settings).clientOf(request);
 * }</pre>
 *
 * @param networks the networks of the trusted proxies
 * @since 0.1.0
 */
public record TrustedProxies(List<Network> networks) {
  private static final String FORWARDED = "Forwarded";
  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
  private static final String HTTPS = "https";

  /** Identifier of RFC 7239 section 6.2. It is not an address, so no network contains it. */
  private static final String UNKNOWN = "unknown";

  private static final Network LOOPBACK_IPV4 = Network.parse("127.0.0.0/8");
  private static final Network LOOPBACK_IPV6 = Network.parse("::1");

  /** Returns the proxies of the setting {@code trusted-proxies}. */
  public static TrustedProxies of(Settings settings) {
    return new TrustedProxies(settings.get(HttpSettings.TRUSTED_PROXIES));
  }

  /**
   * Returns the address of the client.
   *
   * @return the address, or {@code unknown} if it cannot be determined; never the address of a
   *     proxy in that case, because a key may be allowed from there
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

  /** Returns whether the request was received over TLS, directly or through a trusted proxy. */
  public boolean isOverTls(HttpServletRequest request) {
    return request.isSecure() || (trusts(RemoteAddress.of(request)) && isHttpsBehind(request));
  }

  /** Returns whether the request was received over TLS or directly from this machine. */
  public boolean isPrivate(HttpServletRequest request) {
    String peer = RemoteAddress.of(request);
    return isOverTls(request) || (isLoopback(peer) && isFirstHand(request));
  }

  /** Returns the first address from the right that is not a trusted proxy. */
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

  /**
   * Returns whether at least one field reports HTTPS for the client's hop and no field contradicts
   * it.
   */
  private boolean isHttpsBehind(HttpServletRequest request) {
    List<String> protocols = nodes(request, FORWARDED_PROTO);
    protoOfClient(forwarded(request)).ifPresent(protocols::add);
    return !protocols.isEmpty() && protocols.stream().allMatch(HTTPS::equalsIgnoreCase);
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

  /**
   * Returns whether no proxy, such as one on this machine, reports that it forwarded the request.
   */
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
