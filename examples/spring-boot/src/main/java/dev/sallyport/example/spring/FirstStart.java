package dev.sallyport.example.spring;

import dev.sallyport.token.Secret;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Adds the first member, and prints its password and token: the only time. */
@Component
final class FirstStart implements ApplicationRunner {
  private final Members members;
  private final MemberService service;
  private final Environment environment;

  FirstStart(Members members, MemberService service, Environment environment) {
    this.members = members;
    this.service = service;
    this.environment = environment;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (members.count() > 0) {
      return;
    }
    byte[] random = new byte[12];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Secret token = service.signUp("ada", "northwind", password, "ADMIN");
    System.out.printf(
        """

        Console:  http://localhost:%1$s/admin/   (ada, %2$s)
        API:      curl -d Hello -H 'Content-Type: text/plain' -H 'Authorization: Bearer %3$s' \
        http://localhost:%1$s/api/notes
                  curl -H 'Authorization: Bearer %3$s' http://localhost:%1$s/api/notes

        """,
        environment.getProperty("local.server.port"), password, token.reveal());
  }
}
