package dev.sallyport.servlet;

import dev.sallyport.knox.LoginContract;
import dev.sallyport.knox.LoginStartupContract;
import dev.sallyport.knox.LogoutContract;
import dev.sallyport.knox.SmarterCliContract;
import dev.sallyport.knox.WhoamiContract;
import org.junit.jupiter.api.Nested;

/** Everything holds on Jetty. */
final class JettyTest {
  @Nested
  final class Credentials extends CredentialContract {
    Credentials() {
      super(JettyContainer::start);
    }
  }

  @Nested
  final class Refusals extends DenialContract {
    Refusals() {
      super(JettyContainer::start);
    }
  }

  @Nested
  final class Passages extends RepeatedAuthenticationContract {
    Passages() {
      super(JettyContainer::start);
    }
  }

  @Nested
  final class Dispatches extends DispatchContract {
    Dispatches() {
      super(JettyContainer::start);
    }
  }

  @Nested
  final class Whoamis extends WhoamiContract {
    Whoamis() {
      super(JettyContainer::start);
    }
  }

  @Nested
  final class Startups extends StartupContract {
    Startups() {
      super(JettyContainer::start);
    }
  }

  @Nested
  final class MissingJars extends MissingJarContract {
    MissingJars() {
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
  final class Rules extends RulesContract {
    Rules() {
      super(JettyContainer::start);
    }
  }

  @Nested
  final class Revocations extends RevokeContract {
    Revocations() {
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
  final class StartCheck extends StartupChecksContract {
    StartCheck() {
      super(JettyContainer::start);
    }
  }

  @Nested
  final class FilterOrders extends FilterOrderInCodeContract {
    FilterOrders() {
      super(JettyContainer::start);
    }
  }
}
