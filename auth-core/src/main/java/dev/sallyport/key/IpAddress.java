package dev.sallyport.key;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parser and formatter of IP addresses. Never resolves names. */
final class IpAddress {
  static final int IPV4_BYTES = 4;

  private static final int MAX_LENGTH = 45;
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

  private IpAddress() {}

  /**
   * Returns the bytes of an address; null if the text is not an address. Accepts the brackets of a
   * URL, which some containers add.
   */
  static byte @Nullable [] bytes(String text) {
    boolean inBrackets = text.startsWith("[") && text.endsWith("]");
    String address = inBrackets ? text.substring(1, text.length() - 1) : text;
    return address.indexOf(':') < 0 ? ipv4(address) : ipv6(address);
  }

  /**
   * Parses four decimal numbers without leading zeros. Hand-written because it runs for most
   * requests.
   */
  private static byte @Nullable [] ipv4(String address) {
    byte[] bytes = new byte[IPV4_BYTES];
    int start = 0;
    for (int i = 0; i < IPV4_BYTES; i++) {
      int dot = i == IPV4_BYTES - 1 ? address.length() : address.indexOf('.', start);
      int number = dot < 0 ? -1 : octet(address, start, dot);
      if (number < 0) {
        return null;
      }
      bytes[i] = (byte) number;
      start = dot + 1;
    }
    return bytes;
  }

  private static int octet(String address, int start, int end) {
    int length = end - start;
    if (length < 1 || length > 3 || (length > 1 && address.charAt(start) == '0')) {
      return -1;
    }
    int number = 0;
    for (int i = start; i < end; i++) {
      int digit = address.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number > 255 ? -1 : number;
  }

  private static byte @Nullable [] ipv6(String address) {
    if (address.length() > MAX_LENGTH || !IPV6.matcher(address).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName("[" + address + "]").getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** Formats an address; IPv6 as in RFC 5952. */
  static String text(byte[] bytes) {
    try {
      String address = InetAddress.getByAddress(bytes).getHostAddress();
      return address.indexOf(':') < 0 ? address : compressed(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are an address", e);
    }
  }

  /** Replaces the longest run of zero groups, the first of several, by two colons. */
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
