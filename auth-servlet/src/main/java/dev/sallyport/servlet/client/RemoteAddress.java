package dev.sallyport.servlet.client;

import dev.sallyport.key.Network;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The address of the peer as the container reports it, and addresses as proxies write them. */
final class RemoteAddress {
  private static final int MAX_ADDRESS = 45;

  /** Zone of an IPv6 address (RFC 4007 section 11). */
  private static final Pattern ZONE = Pattern.compile("%[0-9A-Za-z._-]{1,64}");

  /** Address with an optional port (RFC 7239 section 6). */
  private static final Pattern NODE =
      Pattern.compile("(?:([0-9.]{1,15})|\\[([0-9A-Fa-f:.]{1,45})])(?::[0-9A-Za-z._-]{1,32})?");

  private RemoteAddress() {}

  /**
   * Returns the peer's address in the same form on all containers.
   *
   * @return the address; empty if the container reports none or an invalid one, which may come from
   *     a header that the container trusts
   */
  static String of(HttpServletRequest request) {
    String address = withoutBrackets(request.getRemoteAddr());
    return isAddress(address) ? address : "";
  }

  /**
   * Returns whether the text is an IPv4 address, or an IPv6 address with an optional zone. Written
   * without a regular expression, because it runs on every request.
   */
  private static boolean isAddress(String text) {
    int end = 0;
    while (end < text.length() && isOfAddress(text.charAt(end))) {
      end++;
    }
    return end > 0
        && end <= MAX_ADDRESS
        && text.charAt(0) != '.'
        && (end == text.length() || ZONE.matcher(text).region(end, text.length()).matches());
  }

  private static boolean isOfAddress(char c) {
    return (c >= '0' && c <= '9')
        || c == '.'
        || c == ':'
        || (c >= 'a' && c <= 'f')
        || (c >= 'A' && c <= 'F');
  }

  /** Returns the address in a proxy's text; empty if there is none or a name is used instead. */
  static Optional<String> ofNode(String node) {
    if (isIpAddress(node)) {
      return Optional.of(node); // the usual form, without a port
    }
    Matcher matcher = NODE.matcher(node);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String address = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return isIpAddress(address) ? Optional.of(address) : Optional.empty();
  }

  private static boolean isIpAddress(String text) {
    return !text.startsWith("[") && Network.around(text, 32, 128).isPresent();
  }

  private static String withoutBrackets(@Nullable String address) {
    if (address == null) {
      return "";
    }
    boolean bracketed = address.startsWith("[") && address.endsWith("]");
    return bracketed ? address.substring(1, address.length() - 1) : address;
  }
}
