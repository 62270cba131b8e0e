package dev.sallyport.jpa.unit;

import dev.sallyport.jpa.entity.ResourceEntity;
import dev.sallyport.spi.StoreException;
import jakarta.persistence.EntityManagerFactory;

/**
 * The tables as a persistence unit reads them: what its settings do to names and types is known
 * only when it does.
 */
record MappedTables(EntityManagerFactory unit) {
  /**
   * Reads no row of each table.
   *
   * @param withOwners whether accounts and users are kept there too
   * @param misfit a sentence with two places: which table, and why it could not be read
   * @throws StoreException if one cannot be read
   */
  void requireReadable(boolean withOwners, String misfit) {
    for (Class<?> entity : ManagedPersistenceUnit.entities(withOwners)) {
      String name = unit.getMetamodel().entity(entity).getName();
      requireReadable(name, "select e from %s e where 1 = 0".formatted(name), misfit);
    }
    requireReadable("SallyportResource's bindings", ResourceEntity.NO_BINDING, misfit);
  }

  private void requireReadable(String name, String query, String misfit) {
    try {
      new Transactions(unit)
          .run(
              "read the rows of " + name,
              entityManager ->
                  entityManager.createQuery(query, Object.class).getResultList().size());
    } catch (StoreException e) {
      throw new StoreException(
          misfit.formatted(name, e.getMessage()), e.getCause() == null ? e : e.getCause());
    }
  }
}
