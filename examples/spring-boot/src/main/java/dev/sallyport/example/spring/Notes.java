package dev.sallyport.example.spring;

import java.util.List;
import org.springframework.data.repository.Repository;

/** The notes in the database. */
interface Notes extends Repository<Note, Long> {
  List<Note> findByTenantOrderById(String tenant);

  Note save(Note note);
}
