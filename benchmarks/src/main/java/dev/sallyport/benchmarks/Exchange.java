package dev.sallyport.benchmarks;

import dev.sallyport.benchmarks.http.ApplicationEnd;
import dev.sallyport.benchmarks.http.LightRequest;
import dev.sallyport.benchmarks.http.LightResponse;
import dev.sallyport.benchmarks.subject.Subject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.Blackhole;

/** Sequence of requests of one thread through a subject. */
final class Exchange {
  private final Subject subject;
  private final LightRequest request;
  private final LightResponse response = new LightResponse();
  private final ApplicationEnd end = new ApplicationEnd();

  Exchange(Subject subject) {
    this.subject = subject;
    this.request = new LightRequest(subject.context());
  }

  /** Begins the next request, from the default address. */
  void begin(@Nullable String authorization) {
    request.begin(authorization);
    response.begin();
    end.begin();
  }

  /** Begins the next request, from another address. */
  void begin(String authorization, String client) {
    request.begin(authorization, client);
    response.begin();
    end.begin();
  }

  /** Passes the current request through the subject and returns the status. */
  int pass() throws IOException, ServletException {
    subject.handle(request, response, end);
    return response.getStatus();
  }

  /**
   * Passes the current request through the subject, keeping the compiler from eliminating code, and
   * returns the status.
   */
  int pass(Blackhole blackhole) throws IOException, ServletException {
    int status = pass();
    blackhole.consume(end.user());
    return status;
  }

  ApplicationEnd end() {
    return end;
  }

  LightResponse response() {
    return response;
  }
}
