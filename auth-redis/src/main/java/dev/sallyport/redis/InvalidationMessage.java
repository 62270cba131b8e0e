package dev.sallyport.redis;

import dev.sallyport.authorization.ResourceId;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.Invalidation;
import dev.sallyport.spi.Invalidation.OfAccount;
import dev.sallyport.spi.Invalidation.OfKey;
import dev.sallyport.spi.Invalidation.OfResource;
import dev.sallyport.spi.Invalidation.OfUser;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Message to other nodes about a change: {@code 1 <sender> <kind> <what>}, where 1 is the version
 * of the format and the rest of the text is what changed.
 *
 * <p>Everyone who may publish in the Redis can send such messages, so texts that do not match the
 * format exactly are ignored. A forged message can only make a node read from the store once more.
 *
 * @param sender the id of the sending node
 * @param change what changed
 */
record InvalidationMessage(UUID sender, Invalidation change) {
  /** More than the longest valid message. */
  static final int MAX_LENGTH = 700;

  private static final String ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
  private static final Pattern FORM =
      Pattern.compile("1 (%s) (key|account|user|resource) (.+)".formatted(ID));
  private static final Pattern KEY_ID = Pattern.compile(ID);

  /** Returns the text of this message. */
  String text() {
    return "1 " + sender + " " + text(change);
  }

  /** Parses a text; empty if it does not match the format. */
  static Optional<InvalidationMessage> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (text.length() > MAX_LENGTH || !form.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new InvalidationMessage(
              UUID.fromString(form.group(1)), change(form.group(2), form.group(3))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String text(Invalidation change) {
    if (change instanceof OfKey key) {
      return "key " + key.keyId();
    }
    if (change instanceof OfAccount account) {
      return "account " + account.accountId();
    }
    if (change instanceof OfUser user) {
      return "user " + user.owner();
    }
    return "resource " + ((OfResource) change).id();
  }

  private static Invalidation change(String kind, String what) {
    return switch (kind) {
      case "key" -> new OfKey(keyId(what));
      case "account" -> new OfAccount(Owner.requireAccountId(what));
      case "user" -> new OfUser(user(what));
      default -> new OfResource(resource(what));
    };
  }

  /** {@link Owner#parse} accepts percent signs that {@link Owner#toString} encodes. */
  private static Owner user(String text) {
    Owner user = Owner.parse(text);
    if (!user.toString().equals(text)) {
      throw new IllegalArgumentException("not the text of an owner");
    }
    return user;
  }

  /** {@link UUID#fromString} accepts several texts for the same id. */
  private static UUID keyId(String text) {
    if (!KEY_ID.matcher(text).matches()) {
      throw new IllegalArgumentException("not a key id");
    }
    return UUID.fromString(text);
  }

  private static ResourceId resource(String text) {
    int slash = text.indexOf('/');
    return new ResourceId(text.substring(0, Math.max(0, slash)), text.substring(slash + 1));
  }
}
