package dev.sallyport.redis;

import dev.sallyport.config.SettingException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Descriptions of Redis failures that contain no text of Redis or its driver. */
final class RedisFailure {
  private static final int MAX_DEPTH = 12;

  private static final String UNREACHABLE = "it cannot be reached";

  /** Code at the start of every Redis error. */
  private static final Pattern CODE = Pattern.compile("(?s)-?([A-Z]{2,20})\\b.*");

  private static final Map<String, String> MEANINGS =
      Map.of(
          "WRONGPASS", "it rejected this user or password",
          "NOAUTH", "it requires a password",
          "NOPERM", "its user lacks a permission",
          "OOM", "it has no memory left",
          "READONLY", "it is a read-only replica",
          "LOADING", "it is still loading its data",
          "MISCONF", "it cannot save its data",
          "CLUSTERDOWN", "some of its slots have no master");

  /** If a script fails, the code of the failed command is somewhere in the message. */
  private static final Pattern KNOWN =
      Pattern.compile("\\b(?:%s)\\b".formatted(String.join("|", MEANINGS.keySet())));

  private RedisFailure() {}

  /**
   * Returns why Redis failed, as a phrase that follows a colon. It contains nothing of a URL, a key
   * or a password.
   */
  static String summary(Throwable thrown) {
    return first(thrown, RedisCommandExecutionException.class)
        .map(e -> errorReply(String.valueOf(e.getMessage())))
        .or(() -> first(thrown, SettingException.class).map(Throwable::getMessage))
        .or(() -> first(thrown, SSLException.class).map(RedisFailure::tlsFailure))
        .or(() -> first(thrown, UnknownHostException.class).map(e -> "its host is unknown"))
        .or(() -> first(thrown, RedisCommandTimeoutException.class).map(e -> "it does not respond"))
        .or(() -> first(thrown, SocketException.class).map(e -> UNREACHABLE))
        .or(() -> first(thrown, ClosedChannelException.class).map(e -> UNREACHABLE))
        .or(() -> first(thrown, IOException.class).map(RedisFailure::unexpected))
        .or(() -> first(thrown, RedisException.class).map(e -> UNREACHABLE))
        .orElseGet(() -> unexpected(thrown));
  }

  private static String errorReply(String message) {
    Matcher known = KNOWN.matcher(message);
    if (known.find()) {
      return "%s (%s)".formatted(MEANINGS.get(known.group()), known.group());
    }
    Matcher other = CODE.matcher(message);
    String code = other.matches() ? other.group(1) : "ERR";
    return "it rejected the command (%s)".formatted(code);
  }

  private static String unexpected(Throwable thrown) {
    return "the attempt failed (%s)".formatted(thrown.getClass().getSimpleName());
  }

  private static String tlsFailure(SSLException e) {
    return "the TLS handshake failed (%s)".formatted(e.getClass().getSimpleName());
  }

  private static <T> Optional<T> first(Throwable thrown, Class<T> type) {
    return chain(thrown).filter(type::isInstance).map(type::cast).findFirst();
  }

  private static Stream<Throwable> chain(Throwable thrown) {
    return Stream.iterate(thrown, it -> it != null, Throwable::getCause).limit(MAX_DEPTH);
  }
}
