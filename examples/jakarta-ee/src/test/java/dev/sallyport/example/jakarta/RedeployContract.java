package dev.sallyport.example.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What holds on servers that replace an application without a restart. */
interface RedeployContract {
  String FILTER_CLASS = "dev.sallyport.servlet.SallyportFilter";
  List<String> REALMS = List.of("second", "third", "fourth", "fifth");

  Server redeploying();

  /** Returns an application with Sallyport in place of the one that is deployed. */
  Path replacement(String realm) throws Exception;

  /** Returns an application without Sallyport in place of the one that is deployed. */
  Path plain(String realm) throws Exception;

  HttpResponse<String> hello(String application) throws Exception;

  /** Returns how many of the replaced applications the server keeps itself. */
  default long kept() throws Exception {
    return 0;
  }

  @Test
  @Order(Integer.MAX_VALUE)
  default void applicationsCanBeReplacedWithoutALeak() throws Exception {
    requireCollected(StartedServer.BOTH, this::replacement, kept());
  }

  /** Writes an application whose responses name a realm. */
  @FunctionalInterface
  interface Writer {
    Path write(String realm) throws Exception;
  }

  /**
   * Replaces an application four times.
   *
   * @param application its path
   * @param writer writes what replaces it
   * @param kept how many of the replaced applications may stay
   */
  default void requireCollected(String application, Writer writer, long kept) throws Exception {
    ServerProcess process = redeploying().process();
    assertThat(hello(application).statusCode()).isEqualTo(401);
    long before = process.loadersOf(FILTER_CLASS);
    assertThat(before).isPositive();
    for (String realm : REALMS) {
      replace(application, writer.write(realm), realm);
    }
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> process.loadersOf(FILTER_CLASS) <= before + kept);
  }

  /** Returns how many of four replaced applications without Sallyport the server keeps. */
  default long keptWithoutSallyport() throws Exception {
    ServerProcess process = redeploying().process();
    replace(StartedServer.BOTH, plain("plain-first"), "plain-first");
    for (String realm : REALMS) {
      replace(StartedServer.BOTH, plain("plain-" + realm), "plain-" + realm);
    }
    long kept = process.loadersOf(PlainServlet.class.getName()) - 1;
    replace(StartedServer.BOTH, replacement("first"), "first");
    return kept;
  }

  private void replace(String application, Path war, String realm) {
    redeploying().redeploy().accept(application.substring(1), war);
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(
            () ->
                String.join("", hello(application).headers().allValues("WWW-Authenticate"))
                    .contains(realm));
  }
}
