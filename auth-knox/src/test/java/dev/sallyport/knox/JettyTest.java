package dev.sallyport.knox;

import dev.sallyport.servlet.JettyContainer;
import dev.sallyport.servlet.MissingJarContract;
import org.junit.jupiter.api.Nested;

/** Everything holds on Jetty. */
final class JettyTest {
  @Nested
  final class Whoamis extends WhoamiContract {
    Whoamis() {
      super(JettyContainer::start);
    }
  }

  @Nested
  final class Logins extends LoginContract {
    Logins() {
      super(JettyContainer::start);
    }
  }

  @Nested
  final class Logouts extends LogoutContract {
    Logouts() {
      super(JettyContainer::start);
    }
  }

  @Nested
  final class LoginStartups extends LoginStartupContract {
    LoginStartups() {
      super(JettyContainer::start);
    }
  }

  @Nested
  final class SmarterClis extends SmarterCliContract {
    SmarterClis() {
      super(JettyContainer::start);
    }
  }

  @Nested
  final class MissingJars extends MissingJarContract {
    MissingJars() {
      super(JettyContainer::start, KnoxSite.SERVLETS);
    }
  }
}
