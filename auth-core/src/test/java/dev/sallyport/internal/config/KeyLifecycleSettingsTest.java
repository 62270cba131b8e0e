package dev.sallyport.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportFixture;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.SettingSource;
import dev.sallyport.config.Settings;
import dev.sallyport.event.Event;
import dev.sallyport.event.EventListener;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Denied;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class KeyLifecycleSettingsTest {
  @Test
  void newKeysNeverExpireByDefault() {
    try (Sallyport sallyport = open(Map.of())) {
      assertThat(create(sallyport).key().expiresAt()).isNull();
    }
  }

  @Test
  void appliesAllSettings() {
    Map<String, String> settings =
        Map.of(
            "token-ttl", "10h",
            "auto-refresh", "true",
            "auto-refresh-max-ttl", "30d",
            "min-refresh-interval", "5m",
            "max-lifetime-days", "90",
            "lifetime-policy", "deny",
            "token-limit-per-user", "1",
            "token-limit-policy", "deny",
            "event-listeners", Listening.class.getName());
    int before = Listening.HEARD.size();
    try (Sallyport sallyport = open(settings)) {
      assertThat(create(sallyport).key().ttl()).isEqualTo(Duration.ofHours(10));
      assertThat(sallyport.keys().create(CreateKeyRequest.of(SallyportFixture.OWNER, "x")))
          .isEqualTo(new Denied(Reason.LIMIT_REACHED));
      assertThat(Listening.HEARD.size()).isGreaterThan(before);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auto-refresh-max-ttl=30d | auto-refresh-max-ttl (init-param auto-refresh-max-ttl) has no effect without auto-refresh=true",
        "min-refresh-interval=5m | min-refresh-interval (init-param min-refresh-interval) has no effect without auto-refresh=true",
        "auto-refresh=true token-ttl=10h auto-refresh-max-ttl=10h | keys with this ttl would never be renewed",
        "auto-refresh=true token-ttl=10m min-refresh-interval=10m | keys with this ttl would never be renewed",
        "auto-refresh=true min-refresh-interval=0 | at least 1000ms",
        "token-ttl=100d max-lifetime-days=99 lifetime-policy=deny | set a shorter token-ttl",
        "max-lifetime-days=0 lifetime-policy=deny | lifetime-policy (init-param lifetime-policy) has no effect without",
        "token-limit-policy=deny | token-limit-policy (init-param token-limit-policy) has no effect without",
        "token-limit-per-user=-1 | Invalid value '-1' for token-limit-per-user (init-param token-limit-per-user)",
        "lifetime-policy=ignore | expected deny or warn",
        "event-listeners=java.lang.String | Invalid value 'java.lang.String' for event-listeners",
        "login-failures=0 | expected a whole number from 1 to 1000000",
      })
  void rejectsInvalidCombinations(String settings, String sentence) {
    assertThatThrownBy(() -> open(parse(settings)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(sentence);
  }

  public static Map<String, String> parse(String settings) {
    Map<String, String> values = new HashMap<>();
    for (String setting : List.of(settings.split(" ", -1))) {
      int at = setting.indexOf('=');
      values.put(setting.substring(0, at), setting.substring(at + 1));
    }
    return values;
  }

  private static Created create(Sallyport sallyport) {
    OwnerManager owners = sallyport.ownerManager();
    owners.createAccount(new Account(SallyportFixture.OWNER.accountId(), "", true));
    owners.createUser(User.person(SallyportFixture.OWNER).staff(true));
    return (Created) sallyport.keys().create(CreateKeyRequest.of(SallyportFixture.OWNER, "x"));
  }

  private static Sallyport open(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put("store", "memory");
    List<SettingSource> sources = List.of(SettingSource.plain("init-param", all));
    return Sallyport.open(Settings.resolve(Sallyport.settings(), sources));
  }

  /** Listener of the host. */
  public static final class Listening implements EventListener {
    static final List<Event> HEARD = new CopyOnWriteArrayList<>();

    @Override
    public void on(Event event) {
      HEARD.add(event);
    }
  }
}
