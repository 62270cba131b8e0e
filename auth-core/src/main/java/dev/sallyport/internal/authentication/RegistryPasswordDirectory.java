package dev.sallyport.internal.authentication;

import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spi.PasswordDirectory;
import dev.sallyport.token.Argon2Profile;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import java.text.Normalizer;
import java.util.Optional;
import java.util.UUID;

/**
 * Directory of passwords of the users that Sallyport keeps. For users without a password, a random
 * digest is compared instead, so that the response time is the same.
 */
public final class RegistryPasswordDirectory implements PasswordDirectory {
  private final OwnerRegistry registry;
  private final Digester digester;
  private volatile String decoyDigest = "";

  public RegistryPasswordDirectory(OwnerRegistry registry, Digester digester) {
    this.registry = registry;
    this.digester = digester;
  }

  /** Returns the digester of passwords, in OWASP's profile. */
  public static Digester digester() {
    return Digester.argon2id(Argon2Profile.PASSWORD);
  }

  /**
   * Returns the normalized form of a password, so that equal-looking ones match (RFC 7617 section
   * 2.1, RFC 8265 section 4.2).
   */
  public static Secret normalized(Secret password) {
    return Secret.of(Normalizer.normalize(password.reveal(), Normalizer.Form.NFC));
  }

  @Override
  public Optional<OwnerProfile> find(Owner owner) {
    return registry.find(owner);
  }

  @Override
  public Optional<Owner> findByUserId(String userId) {
    return registry.findByUserId(userId);
  }

  @Override
  public Optional<Owner> authenticate(String username, Secret password) {
    return matching(registry.findPerson(username), password);
  }

  @Override
  public Optional<Owner> authenticate(String accountId, String username, Secret password) {
    // invalid ids are not looked up: a database may reject them
    boolean isValid = Owner.isAccountId(accountId) && Owner.isUserId(username);
    return matching(
        isValid ? registry.findUser(new Owner(accountId, username)) : Optional.empty(), password);
  }

  private Optional<Owner> matching(Optional<User> user, Secret password) {
    Optional<String> hash =
        user.flatMap(it -> Optional.ofNullable(it.passwordHash())).filter(digester::isUsable);
    String decoy = decoyDigest(); // computed in any case, or the first call would be slower
    boolean matches = digester.matches(normalized(password), hash.orElse(decoy));
    return user.filter(it -> matches && hash.isPresent()).map(User::owner);
  }

  @Override
  public Optional<String> passwordVersion(Owner owner) {
    return registry.findUser(owner).map(User::passwordVersion);
  }

  @Override
  public Optional<PasswordOwner> findPasswordOwner(Owner owner) {
    return registry
        .findInAccount(owner)
        .flatMap(
            it ->
                Optional.ofNullable(it.user().passwordVersion())
                    .map(version -> new PasswordOwner(it.profile(), version)));
  }

  /** Created on first use, because not every application has logins or Argon2. */
  private String decoyDigest() {
    if (decoyDigest.isEmpty()) {
      decoyDigest = digester.digest(Secret.of(UUID.randomUUID().toString()));
    }
    return decoyDigest;
  }
}
