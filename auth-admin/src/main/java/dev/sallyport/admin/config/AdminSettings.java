package dev.sallyport.admin.config;

import dev.sallyport.admin.AdminServlet;
import dev.sallyport.config.Setting;
import dev.sallyport.key.Owner;
import dev.sallyport.key.TextRules;
import java.time.Duration;
import java.util.List;

/**
 * Settings of {@link AdminServlet}.
 *
 * <pre>{@code
 * List<Setting<?>> settings = AdminSettings.all();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class AdminSettings {
  /** Sign-in at the console. */
  public static final Setting<SignIn> SIGN_IN =
      Setting.choice(
          "admin-sign-in",
          SignIn.OFF,
          "How users sign in at the console. `off`: the console is disabled. `directory`: with"
              + " their password in the directory of owners. `host`: by the host application's login"
              + " in front of the console.");

  /** The role that users of the host's login must have. */
  public static final Setting<String> ROLE =
      Setting.text(
          "admin-role",
          "the name of a role",
          "The role that users of the console must have. Required with `admin-sign-in=host`.");

  /** The users who see and change all accounts. */
  public static final Setting<List<Owner>> SUPERUSERS =
      Setting.list(
          "admin-superusers",
          "",
          "users such as ada@acme, or ada in an application without accounts, separated by commas",
          "Users who see and change all accounts; other users see only their own account."
              + " Superusers must be active staff users too. The account follows the last `@`; a user"
              + " id without `@` is one of the account `default`, and one that is an email address"
              + " is written `ada@example.com@default`. Write `%20`, `%2C` and `%25` for a blank, a"
              + " comma and `%`, and `%40` for `@` in an account id.",
          AdminSettings::superuser);

  /** The scopes that users who are not superusers may grant. */
  public static final Setting<List<String>> GRANTABLE_SCOPES =
      Setting.list(
          "admin-grantable-scopes",
          "",
          "scopes such as chat:read or chat:*, separated by commas",
          "Scopes that users who are not superusers may grant to keys at the console. Callers that"
              + " authenticate by key can grant the scopes of that key.",
          scope -> TextRules.requireWord("a scope", scope));

  /** The maximum time between two requests of a session. */
  public static final Setting<Duration> SESSION_IDLE =
      Setting.duration(
          "admin-session-idle",
          "30m",
          Duration.ofMinutes(1),
          "Idle timeout of a session of the console.");

  /** The maximum duration of a session. */
  public static final Setting<Duration> SESSION_MAX =
      Setting.duration(
          "admin-session-max",
          "12h",
          Duration.ofMinutes(1),
          "Maximum duration of a session of the console.");

  /** Values of {@link #SIGN_IN}. */
  public enum SignIn {
    /** The console is disabled. */
    OFF,
    /** Users sign in with their password in the directory of owners. */
    DIRECTORY,
    /** The host application's login authenticates users. */
    HOST
  }

  private AdminSettings() {}

  /** Returns all settings, in the order of the documentation. */
  public static List<Setting<?>> all() {
    return List.of(SIGN_IN, ROLE, SUPERUSERS, GRANTABLE_SCOPES, SESSION_IDLE, SESSION_MAX);
  }

  private static Owner superuser(String text) {
    int at = text.lastIndexOf('@');
    return at < 0
        ? Owner.of(decoded(text))
        : new Owner(decoded(text.substring(at + 1)), decoded(text.substring(0, at)));
  }

  /** Words of a list contain neither blanks nor commas. */
  private static String decoded(String id) {
    return id.replace("%20", " ").replace("%2C", ",").replace("%40", "@").replace("%25", "%");
  }
}
