package dev.sallyport.jpa;

import dev.sallyport.jdbc.DaylightSavingContract;
import dev.sallyport.jdbc.IsolationContract;
import dev.sallyport.jdbc.JoinConflictContract;
import dev.sallyport.jdbc.JoinContract;
import dev.sallyport.jdbc.JtaContract;
import dev.sallyport.jdbc.LookupContract;
import dev.sallyport.jdbc.ManyRowsContract;
import dev.sallyport.jdbc.ResourceRowContract;
import dev.sallyport.jdbc.RightsContract;
import dev.sallyport.jdbc.RowContract;
import dev.sallyport.jdbc.TamperContract;
import dev.sallyport.jdbc.TwoNodesContract;
import dev.sallyport.jdbc.UsesOnTwoNodesContract;
import org.junit.jupiter.api.Nested;

/** Contracts of stores in a relational database, with all servers. */
class JpaStoreTest {
  @Nested
  class Rows extends RowContract {
    Rows() {
      super(JpaBackend::on);
    }
  }

  @Nested
  class ResourceRows extends ResourceRowContract {
    ResourceRows() {
      super(JpaBackend::on);
    }
  }

  @Nested
  class Instants extends DaylightSavingContract {
    Instants() {
      super(JpaBackend::on);
    }
  }

  @Nested
  class Lookups extends LookupContract {
    Lookups() {
      super(JpaBackend::on);
    }
  }

  @Nested
  class Isolations extends IsolationContract {
    Isolations() {
      super(JpaBackend::on);
    }
  }

  @Nested
  class Tampering extends TamperContract {
    Tampering() {
      super(JpaBackend::on);
    }
  }

  @Nested
  class Nodes extends TwoNodesContract {
    Nodes() {
      super(JpaBackend::on);
    }
  }

  @Nested
  class Uses extends UsesOnTwoNodesContract {
    Uses() {
      super(JpaBackend::on);
    }
  }

  @Nested
  class Rights extends RightsContract {
    Rights() {
      super(JpaBackend::on);
    }
  }

  @Nested
  class Joining extends JoinContract {
    Joining() {
      super(JpaBackend::on);
    }
  }

  @Nested
  class ManyRows extends ManyRowsContract {
    ManyRows() {
      super(JpaBackend::on);
    }
  }

  @Nested
  class JoiningConflicts extends JoinConflictContract {
    JoiningConflicts() {
      super(JpaBackend::on);
    }
  }

  @Nested
  class JoiningJta extends JtaContract {
    JoiningJta() {
      super(JpaBackend::on);
    }
  }
}
