package dev.sallyport.servlet;

import java.util.List;
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
  final class Denials extends DenialContract {
    Denials() {
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
  final class Startups extends StartupContract {
    Startups() {
      super(JettyContainer::start);
    }
  }

  @Nested
  final class MissingJars extends MissingJarContract {
    MissingJars() {
      super(JettyContainer::start, List.of(RevokeServlet.class));
    }
  }

  @Nested
  final class Components extends HostComponentsContract {
    Components() {
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
