package dev.sallyport.internal.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.internal.Sha256;
import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spi.PasswordDirectory;
import dev.sallyport.token.Argon2Profile;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Passwords of the users that Sallyport keeps itself. Where there is none to compare with, one that
 * nobody has is compared with instead, so that it takes as long.
 */
public final class RegistryPasswordDirectory implements PasswordDirectory {
  private final OwnerRegistry registry;
  private final Digester digester;
  private volatile String nobodys = "";

  public RegistryPasswordDirectory(OwnerRegistry registry, Digester digester) {
    this.registry = registry;
    this.digester = digester;
  }

  /** The digests of passwords, in OWASP's profile. */
  public static Digester digester() {
    return Digester.argon2id(Argon2Profile.PASSWORD);
  }

  /** One spelling for all that look the same (RFC 7617 section 2.1, RFC 8265 section 4.2). */
  public static Secret normalized(Secret password) {
    return Secret.of(Normalizer.normalize(password.reveal(), Normalizer.Form.NFC));
  }

  @Override
  public Optional<OwnerProfile> find(Owner owner) {
    return registry.find(owner);
  }

  @Override
  public Optional<Owner> findByUsername(String username) {
    return registry.findByUsername(username);
  }

  @Override
  public Optional<Owner> authenticate(String username, Secret password) {
    // what no user is called need not be asked for; a database may even refuse to be asked
    Optional<User> user =
        Owner.isUsername(username) ? registry.findUser(username) : Optional.empty();
    Optional<String> hash =
        user.flatMap(it -> Optional.ofNullable(it.passwordHashOrNull())).filter(digester::isUsable);
    String ifNone = nobodys(); // also where there is one, or the first time would tell
    boolean matches = digester.matches(normalized(password), hash.orElse(ifNone));
    return user.filter(it -> matches && hash.isPresent()).map(User::owner);
  }

  /** SHA-256 of the stored digest: that is salted, so that the same password has another mark. */
  @Override
  public Optional<String> passwordVersion(Owner owner) {
    return registry
        .findUser(owner.username())
        .filter(it -> it.owner().equals(owner))
        .flatMap(it -> Optional.ofNullable(it.passwordHashOrNull()))
        .map(hash -> Sha256.newDigest().digest(hash.getBytes(UTF_8)))
        .map(HexFormat.of()::formatHex);
  }

  /** Made when first needed: not everybody has people log in, or Argon2 at all. */
  private String nobodys() {
    if (nobodys.isEmpty()) {
      nobodys = digester.digest(Secret.of(UUID.randomUUID().toString()));
    }
    return nobodys;
  }
}
