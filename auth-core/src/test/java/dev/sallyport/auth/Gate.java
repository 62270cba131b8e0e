package dev.sallyport.auth;

import dev.sallyport.auth.AuthResult.Denied;
import dev.sallyport.auth.AuthResult.Granted;
import dev.sallyport.auth.CreateResult.Created;
import dev.sallyport.auth.spi.OwnerRegistry.Account;
import dev.sallyport.auth.spi.OwnerRegistry.User;
import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.Secret;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A gate with one active staff owner, over an observed store and a clock that is moved by hand. */
final class Gate implements AutoCloseable {
  static final Owner OWNER = new Owner("3141-5926-5359", "admin");

  final SettableClock clock = new SettableClock();
  final ObservedStore store = new ObservedStore();
  final InMemoryOwnerRegistry owners = new InMemoryOwnerRegistry();
  final Sallyport sallyport;

  Gate() {
    this(builder -> builder);
  }

  Gate(UnaryOperator<Sallyport.Builder> settings) {
    owners.insertAccount(new Account(OWNER.accountNumber(), "Acme", true));
    owners.insertUser(user(true, true));
    Sallyport.Builder builder =
        Sallyport.builder(store, owners).clock(clock).lastUsedInterval(Duration.ofDays(1));
    sallyport = settings.apply(builder).build();
  }

  static User user(boolean active, boolean staff) {
    return new User(OWNER, "", active, staff, null);
  }

  Created create() {
    return (Created) sallyport.keys().create(NewKey.of(OWNER, "ci"));
  }

  AuthResult check(Secret token) {
    return sallyport.authenticator().authenticate(token);
  }

  boolean opensTo(Secret token) {
    return check(token) instanceof Granted;
  }

  DenialReason refusal(Secret token) {
    return ((Denied) check(token)).reason();
  }

  @Override
  public void close() {
    sallyport.close();
  }
}
