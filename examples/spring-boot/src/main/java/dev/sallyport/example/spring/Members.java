package dev.sallyport.example.spring;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The members in the database. */
interface Members extends Repository<Member, String> {
  Optional<Member> findByUsername(String username);

  Optional<Member> findByTenantAndUsername(String tenant, String username);

  Member save(Member member);

  long count();
}
