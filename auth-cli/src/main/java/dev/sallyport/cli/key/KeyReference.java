package dev.sallyport.cli.key;

import static java.util.stream.Collectors.joining;

import dev.sallyport.admin.api.KeyView;
import dev.sallyport.cli.client.KeyClient;
import dev.sallyport.cli.client.KeySearch;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.cli.output.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Text that names a key: its id, a unique start of its id, or its name. What looks like a start of
 * an id never names a key by its name alone, so a name cannot pose as the id of another key; nor
 * does it name a key by its id if another one is called so.
 *
 * @param text the text, which is not a token
 */
public record KeyReference(String text) {
  /** Description of a parameter that names a key. */
  public static final String DESCRIPTION =
      "Id of the key, a unique start of its id of 4 or more characters, or its name.";

  /** Minimum number of characters of a start of an id. */
  static final int MIN_START = 4;

  private static final Pattern ID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private static final Pattern START_OF_ID =
      Pattern.compile("[\\p{XDigit}-]{" + MIN_START + ",36}");

  /** A longer word could be a token, which must get neither into a message nor into a URL. */
  private static final Pattern WORD_LIKE_A_TOKEN = Pattern.compile("\\S{37,}");

  private static final int MAX_NAMED = 5;

  /**
   * Returns the reference to a key.
   *
   * @throws UsageException if the text could be a token; the message does not contain it
   */
  public static KeyReference of(String text) {
    if (text.isBlank() || WORD_LIKE_A_TOKEN.matcher(text).find()) {
      throw new UsageException(
          "invalid key: expected an id, the start of an id, or a name; 'sallyport keys find' reads a"
              + " token from standard input");
    }
    return new KeyReference(text);
  }

  /**
   * Returns the id of the key. A complete id is not looked up.
   *
   * @throws DeniedException if there is no such key
   * @throws UsageException if there are several
   */
  public UUID id(KeyClient keys) {
    if (ID.matcher(text).matches()) {
      return UUID.fromString(text);
    }
    List<KeyView> found = named(keys);
    if (found.isEmpty()) {
      throw notFound();
    }
    if (found.size() > 1) {
      throw new UsageException("'" + text + "' names several keys: " + listed(found));
    }
    KeyView key = found.get(0);
    if (START_OF_ID.matcher(text).matches() && !hasId(key)) {
      throw new UsageException(
          "no key id starts with '"
              + text
              + "'; name the key called so by its id: "
              + listed(found));
    }
    return key.id();
  }

  private static String listed(List<KeyView> keys) {
    String some = keys.stream().limit(MAX_NAMED).map(KeyText::identified).collect(joining(", "));
    return some + (keys.size() > MAX_NAMED ? " and others" : "");
  }

  /** Returns the exception for a key that does not exist. */
  public DeniedException notFound() {
    return new DeniedException(
        "API key " + text + " not found; 'sallyport keys list' shows all keys");
  }

  /** Finds the keys whose name, or the start of whose id, the text is. */
  private List<KeyView> named(KeyClient keys) {
    List<KeyView> found = new ArrayList<>();
    KeySearch search = UsageException.convertInvalidValue(() -> KeySearch.ofText(text));
    for (int page = 0; ; page++) {
      List<KeyView> some = keys.list(search.largePage(page)).items();
      some.stream().filter(key -> key.name().equals(text) || hasId(key)).forEach(found::add);
      if (found.size() > MAX_NAMED || some.size() < search.largePage(page).size()) {
        return found;
      }
    }
  }

  private boolean hasId(KeyView key) {
    return START_OF_ID.matcher(text).matches()
        && key.id().toString().startsWith(text.toLowerCase(Locale.ROOT));
  }
}
