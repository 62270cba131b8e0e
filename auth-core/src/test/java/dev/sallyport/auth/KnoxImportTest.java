package dev.sallyport.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.auth.KnoxImport.Outcome;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.DenialReason;
import dev.sallyport.auth.token.Digester;
import dev.sallyport.auth.token.Owner;
import dev.sallyport.auth.token.Secret;
import dev.sallyport.auth.token.TokenFormat;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KnoxImportTest {
  private static final Instant CREATED = Instant.parse("2025-05-06T07:08:09.123456789Z");
  private static final Owner STRANGER = new Owner("1111-2222-3333", "ada");

  private final Gate gate = new Gate(builder -> builder.format(TokenFormat.knox("")));
  private final KnoxImport importer = gate.sallyport.knoxImport();
  private final Secret token = TokenFormat.knox("").generate();

  @AfterEach
  void close() {
    gate.close();
  }

  @Test
  void letsAnOldTokenInAndRenewsItsDigest() {
    UUID id = UUID.randomUUID();
    KnoxRow row = row(STRANGER, id, true);
    assertThat(importer.importKey(row)).isEqualTo(Outcome.IMPORTED);
    assertThat(gate.opensTo(token)).isTrue();
    AuthToken key = gate.sallyport.keys().get(id).orElseThrow();
    assertThat(key.digest()).startsWith("$argon2id$");
    assertThat(key.name()).isEqualTo("1111-2222-3333.ada");
    assertThat(key.createdAt()).isEqualTo(Instant.parse("2025-05-06T07:08:09.123456Z"));
    assertThat(gate.opensTo(token)).isTrue();
  }

  @Test
  void keepsAKeyThatIsSwitchedOffSwitchedOff() {
    importer.importKey(row(Gate.OWNER, null, false));
    assertThat(gate.refusal(token)).isEqualTo(DenialReason.KEY_INACTIVE);
  }

  @Test
  void makesMissingOwnersWithoutAPasswordAndLeavesOthersAlone() {
    gate.setUser(false, false);
    importer.importKey(row(Gate.OWNER, null, true));
    assertThat(gate.owners.find(Gate.OWNER).orElseThrow().status().userActive()).isFalse();
    importer.importKey(row(STRANGER, UUID.randomUUID(), true));
    assertThat(gate.owners.find(STRANGER)).isEmpty();
  }

  @Test
  void changesNothingTheSecondTime() {
    KnoxRow row = row(STRANGER, null, true);
    importer.importKey(row);
    assertThat(importer.importKey(row)).isEqualTo(Outcome.ALREADY_THERE);
    gate.opensTo(token);
    assertThat(importer.importKey(row)).as("after re-hashing").isEqualTo(Outcome.ALREADY_THERE);
  }

  @Test
  void takesNoUserFromItsAccount() {
    Owner elsewhere = new Owner("1111-2222-3333", Gate.OWNER.username());
    assertThat(importer.importKey(row(elsewhere, null, true)))
        .isEqualTo(Outcome.USERNAME_OF_ANOTHER_ACCOUNT);
    assertThat(gate.owners.findAccount(elsewhere.accountNumber())).isEmpty();
    assertThat(gate.refusal(token)).isEqualTo(DenialReason.UNKNOWN_TOKEN);
  }

  @Test
  void refusesWhatIsNoSha512WithoutShowingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row("deadbeef", STRANGER, null, true))
        .withMessageContaining("128 hexadecimal digits")
        .withMessageNotContaining("deadbeef");
    KnoxRow row = row(STRANGER, null, true);
    assertThat(row.toString()).doesNotContain(row.digest());
  }

  private KnoxRow row(Owner owner, @Nullable UUID id, boolean active) {
    String digest = Digester.sha512().digest(token).substring("sha512$".length());
    return row(digest.toUpperCase(Locale.ROOT), owner, id, active);
  }

  private static KnoxRow row(String digest, Owner owner, @Nullable UUID id, boolean active) {
    return new KnoxRow(
        digest, owner, id, "", "imported", List.of("old"), active, CREATED, null, CREATED);
  }
}
