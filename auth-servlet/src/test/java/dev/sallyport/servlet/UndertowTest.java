package dev.sallyport.servlet;

import java.util.List;
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
  final class Denials extends DenialContract {
    Denials() {
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
  final class Startups extends StartupContract {
    Startups() {
      super(UndertowContainer::start);
    }
  }

  @Nested
  final class MissingJars extends MissingJarContract {
    MissingJars() {
      super(UndertowContainer::start, List.of(RevokeServlet.class));
    }
  }

  @Nested
  final class Components extends HostComponentsContract {
    Components() {
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
