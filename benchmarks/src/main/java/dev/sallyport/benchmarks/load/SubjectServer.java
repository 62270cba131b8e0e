package dev.sallyport.benchmarks.load;

import dev.sallyport.benchmarks.load.http.Host;
import dev.sallyport.benchmarks.load.process.Commands;
import dev.sallyport.benchmarks.load.process.JvmStats;
import dev.sallyport.benchmarks.subject.Subject;
import dev.sallyport.benchmarks.subject.Subject.Credential;
import dev.sallyport.benchmarks.subject.Subjects;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.Map;

/** Server of {@link Throughput}, behind one of the subjects or {@value #NONE}. */
final class SubjectServer {
  static final String NONE = "none";

  private SubjectServer() {}

  public static void main(String[] args) throws Exception {
    Map<String, String> arguments = Commands.arguments(args);
    String name = Commands.take(arguments, ".subject");
    Host host = Host.of(Commands.take(arguments, ".host"));
    try (Subject subject = Subjects.open(name.equals(NONE) ? "empty" : name)) {
      int port = host.start(name.equals(NONE) ? null : new SubjectFilter(subject));
      new Commands()
          .on("stats", it -> JvmStats.now())
          .on("authorization", it -> Map.of("value", encoded(subject)))
          .serve(Map.of("port", port));
    }
    System.exit(0);
  }

  /** Encodes the value without blanks, which separate the values of a response. */
  private static String encoded(Subject subject) {
    return subject.authorization(Credential.VALID).replace(' ', '+');
  }

  private record SubjectFilter(Subject subject) implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      subject.handle(request, response, chain);
    }
  }
}
