package dev.sallyport.auth.token;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of IP addresses in CIDR notation (RFC 4632, RFC 4291), such as {@code 192.0.2.0/24} or
 * {@code 2001:db8::/32}; an address alone is a range of one. An IPv4-mapped IPv6 address is the
 * IPv4 address. Names are never looked up.
 */
public final class Network {
  private static final Pattern IPV4 =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
  private static final Pattern PREFIX_LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

  private final InetAddress first;
  private final int prefixLength;

  private Network(InetAddress first, int prefixLength) {
    this.first = first;
    this.prefixLength = prefixLength;
  }

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException if it is none, or has bits beyond its prefix
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    InetAddress first =
        address(address).orElseThrow(() -> new IllegalArgumentException("no IP address"));
    int bits = first.getAddress().length * 8;
    int prefixLength = slash < 0 ? bits : prefixLength(text.substring(slash + 1), bits);
    Network network = new Network(first, prefixLength);
    if (!network.masked(first).equals(first)) {
      throw new IllegalArgumentException("bits beyond the prefix of a network");
    }
    return network;
  }

  /** Whether it has this address; false for what is no IP address. */
  public boolean contains(String address) {
    return address(address).filter(this::contains).isPresent();
  }

  /**
   * The range of so many addresses around one, such as the /64 of an IPv6 client.
   *
   * @return empty for what is no IP address
   */
  public static Optional<Network> around(String address, int ipv4Prefix, int ipv6Prefix) {
    return address(address)
        .map(
            it -> {
              int prefix = it.getAddress().length == 4 ? ipv4Prefix : ipv6Prefix;
              return new Network(new Network(it, prefix).masked(it), prefix);
            });
  }

  private boolean contains(InetAddress address) {
    return address.getAddress().length == first.getAddress().length
        && masked(address).equals(first);
  }

  private InetAddress masked(InetAddress address) {
    byte[] bytes = address.getAddress();
    for (int bit = prefixLength; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are an address", e);
    }
  }

  private static int prefixLength(String text, int bits) {
    int length = PREFIX_LENGTH.matcher(text).matches() ? Integer.parseInt(text) : -1;
    if (length < 0 || length > bits) {
      throw new IllegalArgumentException("no prefix length");
    }
    return length;
  }

  /** The brackets of a URL may be around it, as some containers have them. */
  private static Optional<InetAddress> address(String text) {
    boolean inBrackets = text.startsWith("[") && text.endsWith("]");
    String address = inBrackets ? text.substring(1, text.length() - 1) : text;
    boolean looksRight = IPV4.matcher(address).matches() || IPV6.matcher(address).matches();
    if (!looksRight || address.length() > 45) {
      return Optional.empty();
    }
    try {
      boolean isIpv6 = address.indexOf(':') >= 0;
      return Optional.of(InetAddress.getByName(isIpv6 ? "[" + address + "]" : address));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network network
        && first.equals(network.first)
        && prefixLength == network.prefixLength;
  }

  @Override
  public int hashCode() {
    return 31 * first.hashCode() + prefixLength;
  }

  /** In CIDR notation, always with the length of the prefix; IPv6 as in RFC 5952. */
  @Override
  public String toString() {
    String address = first.getHostAddress();
    return (address.indexOf(':') < 0 ? address : compressed(address)) + "/" + prefixLength;
  }

  /** With the longest run of zeros, the first of several, as two colons. */
  private static String compressed(String address) {
    List<String> groups = List.of(address.split(":", -1));
    int start = 0;
    int length = 1; // a single zero stays
    for (int from = 0; from < groups.size(); from++) {
      int to = from;
      while (to < groups.size() && groups.get(to).equals("0")) {
        to++;
      }
      if (to - from > length) {
        start = from;
        length = to - from;
      }
    }
    return length == 1
        ? address
        : String.join(":", groups.subList(0, start))
            + "::"
            + String.join(":", groups.subList(start + length, groups.size()));
  }
}
