package dev.sallyport.servlet;

import java.util.List;
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
  final class Denials extends DenialContract {
    Denials() {
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
  final class Startups extends StartupContract {
    Startups() {
      super(TomcatContainer::start);
    }
  }

  @Nested
  final class MissingJars extends MissingJarContract {
    MissingJars() {
      super(TomcatContainer::start, List.of(RevokeServlet.class));
    }
  }

  @Nested
  final class Components extends HostComponentsContract {
    Components() {
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
