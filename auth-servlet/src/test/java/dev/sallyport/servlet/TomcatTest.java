package dev.sallyport.servlet;

import dev.sallyport.knox.LoginContract;
import dev.sallyport.knox.LoginStartupContract;
import dev.sallyport.knox.LogoutContract;
import dev.sallyport.knox.SmarterCliContract;
import dev.sallyport.knox.WhoamiContract;
import org.junit.jupiter.api.Nested;

/** Everything holds on Tomcat. */
final class TomcatTest {
  @Nested
  final class Credentials extends CredentialContract {
    Credentials() {
      super(TomcatContainer::start);
    }
  }

  @Nested
  final class Refusals extends DenialContract {
    Refusals() {
      super(TomcatContainer::start);
    }
  }

  @Nested
  final class Passages extends RepeatedAuthenticationContract {
    Passages() {
      super(TomcatContainer::start);
    }
  }

  @Nested
  final class Dispatches extends DispatchContract {
    Dispatches() {
      super(TomcatContainer::start);
    }
  }

  @Nested
  final class Whoamis extends WhoamiContract {
    Whoamis() {
      super(TomcatContainer::start);
    }
  }

  @Nested
  final class Startups extends StartupContract {
    Startups() {
      super(TomcatContainer::start);
    }
  }

  @Nested
  final class MissingJars extends MissingJarContract {
    MissingJars() {
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
  final class Rules extends RulesContract {
    Rules() {
      super(TomcatContainer::start);
    }
  }

  @Nested
  final class Revocations extends RevokeContract {
    Revocations() {
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
  final class StartCheck extends StartupChecksContract {
    StartCheck() {
      super(TomcatContainer::start);
    }
  }

  @Nested
  final class FilterOrders extends FilterOrderInCodeContract {
    FilterOrders() {
      super(TomcatContainer::start);
    }
  }
}
