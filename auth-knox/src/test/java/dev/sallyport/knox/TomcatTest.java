package dev.sallyport.knox;

import dev.sallyport.servlet.MissingJarContract;
import dev.sallyport.servlet.TomcatContainer;
import org.junit.jupiter.api.Nested;

/** Everything holds on Tomcat. */
final class TomcatTest {
  @Nested
  final class Whoamis extends WhoamiContract {
    Whoamis() {
      super(TomcatContainer::start);
    }
  }

  @Nested
  final class Logins extends LoginContract {
    Logins() {
      super(TomcatContainer::start);
    }
  }

  @Nested
  final class Logouts extends LogoutContract {
    Logouts() {
      super(TomcatContainer::start);
    }
  }

  @Nested
  final class LoginStartups extends LoginStartupContract {
    LoginStartups() {
      super(TomcatContainer::start);
    }
  }

  @Nested
  final class SmarterClis extends SmarterCliContract {
    SmarterClis() {
      super(TomcatContainer::start);
    }
  }

  @Nested
  final class MissingJars extends MissingJarContract {
    MissingJars() {
      super(TomcatContainer::start, KnoxSite.SERVLETS);
    }
  }
}
