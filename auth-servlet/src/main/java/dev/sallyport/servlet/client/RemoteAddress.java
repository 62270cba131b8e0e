package dev.sallyport.servlet.client;

import dev.sallyport.key.Network;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a request comes from, as the container says, and how addresses are written elsewhere. */
final class RemoteAddress {
  private static final int MAX_ADDRESS = 45;

  /** What may stand behind an IPv6 address (RFC 4007 section 11). */
  private static final Pattern ZONE = Pattern.compile("%[0-9A-Za-z._-]{1,64}");

  /** With the port that may stand behind it (RFC 7239 section 6). */
  private static final Pattern NODE =
      Pattern.compile("(?:([0-9.]{1,15})|\\[([0-9A-Fa-f:.]{1,45})])(?::[0-9A-Za-z._-]{1,32})?");

  private RemoteAddress() {}

  /**
   * The address, in the same form on all containers.
   *
   * @return empty if there is none, or what stands for it is none, as a header that a container
   *     believes may have it
   */
  static String of(HttpServletRequest request) {
    String address = withoutBrackets(request.getRemoteAddr());
    return isAddress(address) ? address : "";
  }

  /** Of IPv4 or IPv6, the latter with a zone behind it if need be. By hand: every request asks. */
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

  /** The address in what a proxy wrote; empty if there is none, or a name stands for it. */
  static Optional<String> ofNode(String node) {
    if (isIpAddress(node)) {
      return Optional.of(node); // as most write it, without a port
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
