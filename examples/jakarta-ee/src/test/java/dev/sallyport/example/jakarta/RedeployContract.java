package dev.sallyport.example.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What holds on servers that replace an application without a restart. */
interface RedeployContract {
  String FILTER_CLASS = "dev.sallyport.servlet.SallyportFilter";

  Server redeploying();

  Path replacement(String realm) throws Exception;

  HttpResponse<String> hello() throws Exception;

  /** Returns how many replaced applications the server keeps itself, or the JDK; empty if all. */
  default OptionalInt kept() {
    return OptionalInt.of(0);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  default void applicationsCanBeReplacedWithoutALeak() throws Exception {
    Server server = redeploying();
    assertThat(hello().statusCode()).isEqualTo(401);
    long before = server.process().loadersOf(FILTER_CLASS);
    assertThat(before).isPositive();
    for (String realm : new String[] {"second", "third", "fourth", "fifth"}) {
      server.redeploy().accept(replacement(realm));
      await()
          .atMost(Duration.ofMinutes(2))
          .ignoreExceptions()
          .until(
              () ->
                  String.join("", hello().headers().allValues("WWW-Authenticate")).contains(realm));
    }
    if (kept().isPresent()) {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(2))
          .until(() -> server.process().loadersOf(FILTER_CLASS) <= before + kept().getAsInt());
    }
  }
}
