package dev.sallyport.knox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportFixture;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.knox.KnoxImport.Adjustment;
import dev.sallyport.knox.KnoxImport.Outcome;
import dev.sallyport.knox.KnoxImport.Result;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnoxImportTest {
  private static final Instant CREATED = Instant.parse("2025-05-06T07:08:09.123456789Z");
  private static final Owner STRANGER = new Owner("1111-2222-3333", "ada");
  private static final Owner BOB = new Owner("1111-2222-3333", "bob");

  private final SallyportFixture fixture =
      new SallyportFixture(builder -> builder.format(KnoxFormat.of("")));
  private final KnoxImport importer = KnoxImport.into(fixture.sallyport);
  private final Secret token = KnoxFormat.of("").generate();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void letsAnOldTokenInAndRenewsItsDigest() {
    UUID id = UUID.randomUUID();
    KnoxRow row = row(STRANGER, id, true);
    assertThat(importer.importKey(row).outcome()).isEqualTo(Outcome.IMPORTED);
    assertThat(fixture.opensTo(token)).isTrue();
    ApiKey key = fixture.sallyport.keys().get(id).orElseThrow();
    assertThat(key.digest()).startsWith("$argon2id$");
    assertThat(key.name()).isEqualTo("1111-2222-3333.ada");
    assertThat(key.createdAt()).isEqualTo(Instant.parse("2025-05-06T07:08:09.123456Z"));
    assertThat(fixture.opensTo(token)).isTrue();
  }

  @Test
  void keepsAnInactiveKeyInactive() {
    importer.importKey(row(SallyportFixture.OWNER, null, false));
    assertThat(fixture.refusal(token)).isEqualTo(DenialReason.KEY_INACTIVE);
  }

  @Test
  void makesMissingOwnersWithoutAPasswordAndLeavesOthersAlone() {
    fixture.setUser(false, false);
    importer.importKey(row(SallyportFixture.OWNER, null, true));
    assertThat(fixture.owners.find(SallyportFixture.OWNER).orElseThrow().status().userActive())
        .isFalse();
    importer.importKey(row(STRANGER, UUID.randomUUID(), true));
    assertThat(fixture.owners.find(STRANGER)).isEmpty();
  }

  @Test
  void changesNothingTheSecondTime() {
    KnoxRow row = row(STRANGER, null, true);
    importer.importKey(row);
    assertThat(importer.importKey(row).outcome()).isEqualTo(Outcome.ALREADY_THERE);
    fixture.opensTo(token);
    assertThat(importer.importKey(row).outcome())
        .as("after re-hashing")
        .isEqualTo(Outcome.ALREADY_THERE);
  }

  @Test
  void createsANamesakeInAnotherAccount() {
    Owner elsewhere = new Owner("1111-2222-3333", SallyportFixture.OWNER.userId());
    assertThat(importer.importKey(row(elsewhere, null, true)).outcome())
        .isEqualTo(Outcome.IMPORTED);
    assertThat(fixture.owners.findUser(elsewhere)).isPresent();
    assertThat(fixture.owners.findUser(SallyportFixture.OWNER)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, true, true",
    "true, false, true, false",
    "false, true, false, true",
    "false, false, false, false",
    ", , false, false"
  })
  void createsAUserAsActiveAndAsStaffAsTheRowSays(
      @Nullable Boolean rowActive, @Nullable Boolean rowStaff, boolean active, boolean staff) {
    Result result = importer.importKey(row("", "", List.of(), rowActive, rowStaff, null));

    User user = fixture.owners.findUser(BOB).orElseThrow();
    assertThat(user.incarnation(null)).isEqualTo(User.person(BOB).active(active).staff(staff));
    assertThat(requireNonNull(result.createdUser()).owner()).isEqualTo(BOB);
    assertThat(result.accountCreated()).isTrue();
    assertThat(fixture.opensTo(token)).isEqualTo(active);
  }

  @Test
  void createsUsersAsConfiguredWhereTheRowDoesNotSay() {
    KnoxRow silent = row("", "", List.of(), null, null, null);
    importer.withActiveUsers().withStaffUsers().importKey(silent);
    assertThat(fixture.owners.findUser(BOB).map(it -> it.incarnation(null)))
        .contains(User.person(BOB).staff(true));
    assertThat(fixture.opensTo(token)).isTrue();
  }

  @Test
  void prefersTheRowToTheConfiguredValues() {
    importer
        .withActiveUsers()
        .withStaffUsers()
        .importKey(row("", "", List.of(), false, false, null));
    assertThat(fixture.owners.findUser(BOB).map(it -> it.incarnation(null)))
        .contains(User.person(BOB).active(false));
  }

  @Test
  void letsInNoTokenOfAUserWhoIsInactiveThereAndActiveHere() {
    KnoxRow row = row(SallyportFixture.OWNER, null, true);
    KnoxRow ofInactive =
        new KnoxRow(
            row.digest(),
            SallyportFixture.OWNER,
            null,
            "",
            "",
            List.of(),
            true,
            false,
            true,
            CREATED,
            null,
            null);

    Result result = importer.importKey(ofInactive);

    assertThat(fixture.refusal(token)).isEqualTo(DenialReason.KEY_INACTIVE);
    assertThat(result.adjustments()).containsExactly(Adjustment.INACTIVE);
    assertThat(fixture.owners.findUser(SallyportFixture.OWNER).orElseThrow().active()).isTrue();
  }

  @Test
  void keepsAKeyWhoseTextsDoNotFitAndTellsWhichItCut() {
    KnoxRow row =
        row(
            "two\r\nlines \u202E",
            "d".repeat(254) + "\uD83D\uDDDD",
            List.of("for CI", "f\u00fcr\"", "plain", " "),
            true,
            true,
            null);

    Result result = importer.importKey(row);

    ApiKey key = fixture.sallyport.keys().list(ApiKeyQuery.all()).items().get(0);
    assertThat(key.name()).isEqualTo("two lines");
    assertThat(key.description()).isEqualTo("d".repeat(254));
    assertThat(key.tags()).containsExactlyInAnyOrder("for-CI", "f_r_", "plain");
    assertThat(result.adjustments())
        .containsExactlyInAnyOrder(Adjustment.NAME, Adjustment.DESCRIPTION, Adjustment.TAGS);
    assertThat(fixture.opensTo(token)).isTrue();
  }

  @Test
  void leavesOutTagsThatAreTooMany() {
    List<String> tags = IntStream.range(0, 30).mapToObj("%099d"::formatted).toList();
    Result result = importer.importKey(row("n", "", tags, true, true, null));
    assertThat(fixture.sallyport.keys().list(ApiKeyQuery.all()).items().get(0).tags()).hasSize(20);
    assertThat(result.adjustments()).containsExactly(Adjustment.TAGS);
  }

  @Test
  void namesAKeyWithoutAVisibleNameAfterItsOwner() {
    importer.importKey(row("\u202E\n", "", List.of(), true, true, null));
    assertThat(fixture.sallyport.keys().list(ApiKeyQuery.all()).items().get(0).name())
        .isEqualTo(BOB.accountId() + ".bob");
  }

  @Test
  void useRenewsAnImportedKeyWhereConfigured() {
    try (SallyportFixture renewing =
        new SallyportFixture(it -> it.format(KnoxFormat.of("")).setting("auto-refresh", "true"))) {
      Instant end = renewing.clock.instant().plus(Duration.ofHours(5));
      KnoxRow row = row("", "", List.of(), true, true, end);
      Duration ttl = Duration.ofHours(10);
      KnoxImport.into(renewing.sallyport).ttl(ttl).importKey(row);
      ApiKey key = renewing.sallyport.keys().list(ApiKeyQuery.all()).items().get(0);
      assertThat(key.expiresAt()).isEqualTo(end);
      assertThat(key.renewable()).isTrue();

      assertThat(renewing.opensTo(token)).isTrue();
      renewing.sallyport.flush();

      assertThat(renewing.stored(key.id()).expiresAt())
          .isEqualTo(renewing.clock.instant().plus(ttl));
    }
  }

  @Test
  void neitherAnEndlessKeyNorOneWithoutATtlIsRenewed() {
    importer.ttl(Duration.ofHours(10)).importKey(row("", "", List.of(), true, true, null));
    assertThat(fixture.sallyport.keys().list(ApiKeyQuery.all()).items().get(0))
        .satisfies(key -> assertThat(key.expiresAt()).isNull())
        .satisfies(key -> assertThat(key.renewable()).isFalse());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> importer.ttl(Duration.ZERO))
        .withMessageContaining("longer than 0");
  }

  @Test
  void rejectsWhatIsNoSha512WithoutShowingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row("deadbeef", STRANGER, null, true))
        .withMessageContaining("128 hexadecimal digits")
        .withMessageNotContaining("deadbeef");
    KnoxRow row = row(STRANGER, null, true);
    assertThat(row.toString()).doesNotContain(row.digest());
  }

  @Test
  void importsKnoxKeysOnlyWhereItKeepsOwnersItself() {
    try (Sallyport ofHost =
        Sallyport.builder(new InMemoryBackend().keys(), owner -> Optional.empty())
            .ignoreEnvironment()
            .build()) {
      assertThatThrownBy(() -> KnoxImport.into(ofHost))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("host application");
    }
  }

  private KnoxRow row(Owner owner, @Nullable UUID id, boolean active) {
    String digest = Digester.sha512().digest(token).substring("sha512$".length());
    return row(digest.toUpperCase(Locale.ROOT), owner, id, active);
  }

  private static KnoxRow row(String digest, Owner owner, @Nullable UUID id, boolean active) {
    return new KnoxRow(
        digest,
        owner,
        id,
        "",
        "imported",
        List.of("old"),
        active,
        true,
        true,
        CREATED,
        null,
        CREATED);
  }

  /** Of a user that is missing here, with what is asked about here. */
  private KnoxRow row(
      String name,
      String description,
      List<String> tags,
      @Nullable Boolean userActive,
      @Nullable Boolean userStaff,
      @Nullable Instant end) {
    KnoxRow row = row(BOB, null, true);
    return new KnoxRow(
        row.digest(),
        row.owner(),
        null,
        name,
        description,
        tags,
        true,
        userActive,
        userStaff,
        null,
        end,
        null);
  }
}
