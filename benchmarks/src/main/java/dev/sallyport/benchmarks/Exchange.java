package dev.sallyport.benchmarks;

import dev.sallyport.benchmarks.http.LightRequest;
import dev.sallyport.benchmarks.http.LightResponse;
import dev.sallyport.benchmarks.http.ServletEnd;
import dev.sallyport.benchmarks.subject.Subject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.Blackhole;

/** One request after the other through a subject, by one thread. */
final class Exchange {
  private final Subject subject;
  private final LightRequest request;
  private final LightResponse response = new LightResponse();
  private final ServletEnd end = new ServletEnd();

  Exchange(Subject subject) {
    this.subject = subject;
    this.request = new LightRequest(subject.context());
  }

  /** The next request, from the usual address. */
  void begin(@Nullable String authorization) {
    request.begin(authorization);
    response.begin();
    end.begin();
  }

  /** The next request, from another address. */
  void begin(String authorization, String client) {
    request.begin(authorization, client);
    response.begin();
    end.begin();
  }

  /** Takes what was begun through the subject; answers the status. */
  int pass() throws IOException, ServletException {
    subject.handle(request, response, end);
    return response.getStatus();
  }

  /** The same, so that the compiler cannot leave anything out. */
  int pass(Blackhole blackhole) throws IOException, ServletException {
    int status = pass();
    blackhole.consume(end.user());
    return status;
  }

  ServletEnd end() {
    return end;
  }

  LightResponse response() {
    return response;
  }
}
