package dev.sallyport.cli;

import dev.sallyport.cli.context.Terminal;
import dev.sallyport.token.Secret;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Terminal that returns the given answers in order, then the end of input. */
final class ScriptedTerminal implements Terminal {
  private final Queue<String> answers;
  private final List<String> questions = new ArrayList<>();

  ScriptedTerminal(String... answers) {
    this.answers = new ArrayDeque<>(List.of(answers));
  }

  List<String> questions() {
    return questions;
  }

  @Override
  public Optional<String> ask(String question) {
    questions.add(question);
    return Optional.ofNullable(answers.poll());
  }

  @Override
  public Optional<Secret> askSecretly(String question) {
    return ask(question).map(Secret::of);
  }
}
