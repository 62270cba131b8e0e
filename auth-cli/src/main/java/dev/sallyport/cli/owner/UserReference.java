package dev.sallyport.cli.owner;

import static java.util.stream.Collectors.joining;

import dev.sallyport.admin.api.UserView;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.OwnerClient;
import dev.sallyport.cli.output.OwnersKeptElsewhereException;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Owner;
import dev.sallyport.spi.OwnerQuery;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Text that names a user: a user id that exists in one account, or {@code user@account}.
 *
 * @param text user id, or user id and account id
 */
public record UserReference(String text) {
  /** Description of a parameter that names a user. */
  static final String DESCRIPTION =
      "Id of the user; USER@ACCOUNT if it exists in several accounts.";

  /** Number of accounts that an error message lists. */
  private static final int MAX_NAMED = 10;

  /**
   * Finds the user.
   *
   * @return empty if there is no such user
   * @throws UsageException if the text names several users
   */
  Optional<Owner> find(OwnerClient owners) {
    if (!Owner.isUserId(text)) {
      return Optional.empty();
    }
    List<UserView> users = owners.users(OwnerQuery.all().ofUser(text).page(0, MAX_NAMED)).items();
    List<Owner> found =
        Stream.concat(
                users.stream().map(OwnerTable::owner),
                pair().filter(owner -> owners.user(owner).isPresent()).stream())
            .toList();
    if (found.size() > 1) {
      throw new UsageException(
          "%s names several users; name one of them: %s"
              .formatted(text, found.stream().map(Owner::toString).collect(joining(", "))));
    }
    return found.stream().findFirst();
  }

  /**
   * Finds the user, or returns the owner that the text names if there is none, which may have been
   * deleted. A user id alone is one of the account {@value Owner#DEFAULT_ACCOUNT} then, and also if
   * the host application keeps the users.
   *
   * @throws UsageException if the text names several users, or is invalid
   */
  public Owner findOrNamed(AdminClient client) {
    Optional<Owner> found;
    try {
      found = find(client.owners()).or(this::pair);
    } catch (OwnersKeptElsewhereException e) {
      found = Optional.empty();
    }
    return found.orElseGet(() -> UsageException.convertInvalidValue(() -> Owner.of(text)));
  }

  private Optional<Owner> pair() {
    try {
      return Optional.of(Owner.parse(text));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }
}
