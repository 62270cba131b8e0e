package dev.sallyport.key;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Range of IP addresses in CIDR notation (RFC 4632, RFC 4291), such as {@code 192.0.2.0/24} or
 * {@code 2001:db8::/32}. A single address is a range of one. An IPv4-mapped IPv6 address is treated
 * as the IPv4 address. Names are never resolved.
 *
 * <pre>{@code
 * boolean isInternal = Network.parse("10.0.0.0/8").contains(request.getRemoteAddr());
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Network {
  private static final Pattern PREFIX_LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

  private final byte[] first;
  private final int prefixLength;

  private Network(byte[] first, int prefixLength) {
    this.first = first;
    this.prefixLength = prefixLength;
  }

  /**
   * Parses a range.
   *
   * @throws InvalidValueException if the text is not a range, or has bits set beyond the prefix
   *     length
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    byte[] first = IpAddress.bytes(address);
    if (first == null) {
      throw new InvalidValueException("the network must start with an IPv4 or IPv6 address");
    }
    int bits = first.length * 8;
    int prefixLength = slash < 0 ? bits : prefixLength(text.substring(slash + 1), bits);
    if (!Arrays.equals(masked(first, prefixLength), first)) {
      throw new InvalidValueException(
          "the network must not have bits set beyond its prefix length");
    }
    return new Network(first, prefixLength);
  }

  /** Returns whether this range contains an address; false if the text is not an IP address. */
  public boolean contains(String address) {
    byte[] bytes = IpAddress.bytes(address);
    return bytes != null && contains(bytes);
  }

  /**
   * Returns whether any of several ranges contains an address; false if the text is not an IP
   * address.
   */
  public static boolean isInAny(String address, Collection<Network> networks) {
    byte[] bytes = IpAddress.bytes(address);
    if (bytes == null) {
      return false;
    }
    for (Network network : networks) {
      if (network.contains(bytes)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether every address allowed by {@code inner} is allowed by {@code outer}; an empty
   * collection allows every address.
   *
   * @return false also if an inner network is covered only by several outer networks together
   */
  public static boolean areWithin(Collection<Network> inner, Collection<Network> outer) {
    if (outer.isEmpty()) {
      return true;
    }
    return !inner.isEmpty()
        && inner.stream().allMatch(some -> outer.stream().anyMatch(some::isWithin));
  }

  private boolean isWithin(Network other) {
    return prefixLength >= other.prefixLength && other.contains(first);
  }

  /**
   * Returns the range around an address, such as the /64 of an IPv6 client.
   *
   * @return empty if the text is not an IP address
   */
  public static Optional<Network> around(String address, int ipv4Prefix, int ipv6Prefix) {
    byte[] bytes = IpAddress.bytes(address);
    if (bytes == null) {
      return Optional.empty();
    }
    int prefix = bytes.length == IpAddress.IPV4_BYTES ? ipv4Prefix : ipv6Prefix;
    return Optional.of(new Network(masked(bytes, prefix), prefix));
  }

  private boolean contains(byte[] address) {
    int whole = prefixLength / 8;
    int rest = prefixLength % 8;
    return address.length == first.length
        && Arrays.equals(address, 0, whole, first, 0, whole)
        && (rest == 0 || (address[whole] ^ first[whole]) >> (8 - rest) == 0);
  }

  private static byte[] masked(byte[] address, int prefixLength) {
    byte[] bytes = address.clone();
    for (int bit = prefixLength; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
    }
    return bytes;
  }

  private static int prefixLength(String text, int bits) {
    int length = PREFIX_LENGTH.matcher(text).matches() ? Integer.parseInt(text) : -1;
    if (length < 0 || length > bits) {
      throw new InvalidValueException("the prefix length must be a number from 0 to " + bits);
    }
    return length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network network
        && Arrays.equals(first, network.first)
        && prefixLength == network.prefixLength;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(first) + prefixLength;
  }

  /** Returns CIDR notation, always with the prefix length; IPv6 as in RFC 5952. */
  @Override
  public String toString() {
    return IpAddress.text(first) + "/" + prefixLength;
  }
}
