package dev.sallyport.servlet;

import dev.sallyport.knox.LoginContract;
import dev.sallyport.knox.LoginStartupContract;
import dev.sallyport.knox.LogoutContract;
import dev.sallyport.knox.SmarterCliContract;
import dev.sallyport.knox.WhoamiContract;
import org.junit.jupiter.api.Nested;

/** Everything holds on Undertow. */
final class UndertowTest {
  @Nested
  final class Credentials extends CredentialContract {
    Credentials() {
      super(UndertowContainer::start);
    }
  }

  @Nested
  final class Refusals extends DenialContract {
    Refusals() {
      super(UndertowContainer::start);
    }
  }

  @Nested
  final class Passages extends RepeatedAuthenticationContract {
    Passages() {
      super(UndertowContainer::start);
    }
  }

  @Nested
  final class Dispatches extends DispatchContract {
    Dispatches() {
      super(UndertowContainer::start);
    }
  }

  @Nested
  final class Whoamis extends WhoamiContract {
    Whoamis() {
      super(UndertowContainer::start);
    }
  }

  @Nested
  final class Startups extends StartupContract {
    Startups() {
      super(UndertowContainer::start);
    }
  }

  @Nested
  final class MissingJars extends MissingJarContract {
    MissingJars() {
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
  final class Rules extends RulesContract {
    Rules() {
      super(UndertowContainer::start);
    }
  }

  @Nested
  final class Revocations extends RevokeContract {
    Revocations() {
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
  final class StartCheck extends StartupChecksContract {
    StartCheck() {
      super(UndertowContainer::start);
    }
  }

  @Nested
  final class FilterOrders extends FilterOrderInCodeContract {
    FilterOrders() {
      super(UndertowContainer::start);
    }
  }
}
