package dev.sallyport.admin.config;

import dev.sallyport.admin.AdminServlet;
import dev.sallyport.config.Setting;
import dev.sallyport.key.TextRules;
import java.time.Duration;
import java.util.List;

/** The settings of {@link AdminServlet}. */
public final class AdminSettings {
  /** How people sign in at the console. */
  public static final Setting<SignIn> SIGN_IN =
      Setting.choice(
          "admin-sign-in",
          SignIn.OFF,
          "How people sign in at the console: `off` not at all, `directory` with the password that"
              + " the directory of owners knows, `host` by the host's own login in front of it.");

  /** The role that the host's login must give. */
  public static final Setting<String> ROLE =
      Setting.text(
          "admin-role",
          "the name of a role",
          "With `admin-sign-in=host`: the role that lets people in; required then.");

  /** Who sees all accounts. */
  public static final Setting<List<Superuser>> SUPERUSERS =
      Setting.list(
          "admin-superusers",
          "",
          "usernames, or username@account-number, separated by commas",
          "Users who see and change all accounts; everybody else only the own one. Each has to be"
              + " an active staff user all the same. Name the account where users of your own have"
              + " names that are not unique, and of a user whose name itself ends in @ and an account"
              + " number.",
          Superuser::parse);

  /** What people may put into keys. */
  public static final Setting<List<String>> GRANTABLE_SCOPES =
      Setting.list(
          "admin-grantable-scopes",
          "",
          "scopes such as chat:read or chat:*, separated by commas",
          "Scopes that users who are no superusers may give to keys at the console. Whoever comes"
              + " with a key can give what that key holds.",
          scope -> TextRules.requireWord("a scope", scope));

  /** How long a session lasts that nobody uses. */
  public static final Setting<Duration> SESSION_IDLE =
      Setting.duration(
          "admin-session-idle",
          "30m",
          Duration.ofMinutes(1),
          "How long somebody stays signed in at the console without using it.");

  /** How long a session lasts. */
  public static final Setting<Duration> SESSION_MAX =
      Setting.duration(
          "admin-session-max",
          "12h",
          Duration.ofMinutes(1),
          "How long somebody stays signed in at the console at most.");

  /** The choices of {@link #SIGN_IN}. */
  public enum SignIn {
    OFF,
    DIRECTORY,
    HOST
  }

  private AdminSettings() {}

  /** All of them, in the order in which to explain them. */
  public static List<Setting<?>> all() {
    return List.of(SIGN_IN, ROLE, SUPERUSERS, GRANTABLE_SCOPES, SESSION_IDLE, SESSION_MAX);
  }
}
