package dev.sallyport.knox;

import dev.sallyport.servlet.MissingJarContract;
import dev.sallyport.servlet.UndertowContainer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Everything holds on Undertow. */
@Tag("slow")
final class UndertowTest {
  @Nested
  final class Whoamis extends WhoamiContract {
    Whoamis() {
      super(UndertowContainer::start);
    }
  }

  @Nested
  final class Logins extends LoginContract {
    Logins() {
      super(UndertowContainer::start);
    }
  }

  @Nested
  final class Logouts extends LogoutContract {
    Logouts() {
      super(UndertowContainer::start);
    }
  }

  @Nested
  final class LoginStartups extends LoginStartupContract {
    LoginStartups() {
      super(UndertowContainer::start);
    }
  }

  @Nested
  final class SmarterClis extends SmarterCliContract {
    SmarterClis() {
      super(UndertowContainer::start);
    }
  }

  @Nested
  final class MissingJars extends MissingJarContract {
    MissingJars() {
      super(UndertowContainer::start, KnoxSite.SERVLETS);
    }
  }
}
