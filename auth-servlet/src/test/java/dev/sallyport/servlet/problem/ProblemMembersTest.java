package dev.sallyport.servlet.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.Doubles;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemMembersTest {
  private final HttpServletRequest request = Doubles.request("/", Map.of());

  @Test
  void aModuleThatFailsIsLeftOut() {
    ProblemMembers throwing =
        (problem, failed) -> {
          throw new IllegalStateException("no members");
        };
    ProblemMembers missingJar =
        (problem, failed) -> {
          throw new NoClassDefFoundError("missing/Type");
        };
    ProblemMembers unwritable = (problem, failed) -> Map.of("object", new Object());
    ProblemMembers working = (problem, failed) -> Map.of("context", "x");

    assertThat(
            ProblemResponder.collect(
                List.of(throwing, missingJar, unwritable, working), Problem.NOT_FOUND, request))
        .isEqualTo(Map.of("context", "x"));
  }

  @Test
  void theFirstModuleWithAMemberDeterminesItsValue() {
    ProblemMembers first = (problem, failed) -> Map.of("context", "first");
    ProblemMembers second = (problem, failed) -> Map.of("context", "second", "other", 1);

    assertThat(ProblemResponder.collect(List.of(first, second), Problem.NOT_FOUND, request))
        .isEqualTo(Map.of("context", "first", "other", 1));
  }
}
