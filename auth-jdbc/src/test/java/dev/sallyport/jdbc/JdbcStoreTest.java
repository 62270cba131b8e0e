package dev.sallyport.jdbc;

import org.junit.jupiter.api.Nested;

/** Contracts of stores in a relational database, with all servers. */
class JdbcStoreTest {
  @Nested
  class Rows extends RowContract {
    Rows() {
      super(JdbcBackend::on);
    }
  }

  @Nested
  class ResourceRows extends ResourceRowContract {
    ResourceRows() {
      super(JdbcBackend::on);
    }
  }

  @Nested
  class Instants extends DaylightSavingContract {
    Instants() {
      super(JdbcBackend::on);
    }
  }

  @Nested
  class Lookups extends LookupContract {
    Lookups() {
      super(JdbcBackend::on);
    }
  }

  @Nested
  class Isolations extends IsolationContract {
    Isolations() {
      super(JdbcBackend::on);
    }
  }

  @Nested
  class Tampering extends TamperContract {
    Tampering() {
      super(JdbcBackend::on);
    }
  }

  @Nested
  class Nodes extends TwoNodesContract {
    Nodes() {
      super(JdbcBackend::on);
    }
  }

  @Nested
  class Uses extends UsesOnTwoNodesContract {
    Uses() {
      super(JdbcBackend::on);
    }
  }

  @Nested
  class Rights extends RightsContract {
    Rights() {
      super(JdbcBackend::on);
    }
  }

  @Nested
  class Joining extends JoinContract {
    Joining() {
      super(JdbcBackend::on);
    }
  }

  @Nested
  class ManyRows extends ManyRowsContract {
    ManyRows() {
      super(JdbcBackend::on);
    }
  }

  @Nested
  class JoiningConflicts extends JoinConflictContract {
    JoiningConflicts() {
      super(JdbcBackend::on);
    }
  }

  @Nested
  class JoiningJta extends JtaContract {
    JoiningJta() {
      super(JdbcBackend::on);
    }
  }
}
