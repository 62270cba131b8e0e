package dev.sallyport.auth.cli;

import java.nio.file.Path;

/** The two ways in which the command works. What it does and says is the same. */
enum Way {
  DATABASE {
    @Override
    TestDatabase withOwner(Path folder) {
      return TestDatabase.withOwner(folder);
    }
  },
  SERVER {
    @Override
    TestDatabase withOwner(Path folder) {
      return TestDatabase.withOwner(folder).behindAServer();
    }
  };

  /** With tables, an account and a user; and the command that works on it in this way. */
  abstract TestDatabase withOwner(Path folder);
}
