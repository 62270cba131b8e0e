package dev.sallyport.example.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What holds on servers that replace an application without a restart. */
interface RedeployContract {
  Server redeploying();

  Path replacement();

  java.net.http.HttpResponse<String> hello() throws Exception;

  @Test
  @Order(Integer.MAX_VALUE)
  default void aReplacedApplicationLeavesNoClassLoader() throws Exception {
    Server server = redeploying();
    assertThat(hello().statusCode()).isEqualTo(401);
    long before = server.process().loadersOf("dev.sallyport.servlet.SallyportFilter");
    assertThat(before).isPositive();

    server.redeploy().accept(replacement());

    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(
            () ->
                String.join("", hello().headers().allValues("WWW-Authenticate"))
                    .contains("second"));
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> server.process().loadersOf("dev.sallyport.servlet.SallyportFilter") <= before);
  }
}
