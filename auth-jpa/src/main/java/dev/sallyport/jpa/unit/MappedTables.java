package dev.sallyport.jpa.unit;

import dev.sallyport.jpa.entity.ResourceEntity;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.StoreSetupException;
import jakarta.persistence.EntityManagerFactory;

/**
 * The tables as a persistence unit reads them. The effect of a unit's settings on names and types
 * is known only by reading.
 */
record MappedTables(EntityManagerFactory unit) {
  /**
   * Runs a query without results on each table.
   *
   * @param withOwners whether accounts and users are stored in this unit too
   * @param message a format with two arguments: the table and why it could not be read
   * @throws StoreException if a table cannot be read
   */
  void requireReadable(boolean withOwners, String message) {
    for (Class<?> entity : ManagedPersistenceUnit.entities(withOwners)) {
      String name = unit.getMetamodel().entity(entity).getName();
      requireReadable(name, "select e from %s e where 1 = 0".formatted(name), message);
    }
    requireReadable("SallyportResource's bindings", ResourceEntity.NO_BINDING, message);
  }

  private void requireReadable(String name, String query, String message) {
    try {
      new Transactions(unit)
          .run(
              "read the rows of " + name,
              entityManager ->
                  entityManager.createQuery(query, Object.class).getResultList().size());
    } catch (StoreException e) {
      throw new StoreSetupException(
          message.formatted(name, e.getMessage()), e.getCause() == null ? e : e.getCause());
    }
  }
}
