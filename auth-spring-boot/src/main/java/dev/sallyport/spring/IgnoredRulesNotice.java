package dev.sallyport.spring;

import dev.sallyport.spring.internal.ProtectedPaths;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/**
 * Notice of filter chains of the application whose rules do not apply to requests with a key,
 * because Sallyport's chain serves them. What a chain matches is read from the text of its matcher,
 * which shows the patterns of Spring Security; of other matchers it is not known. The rest of the
 * text is not read: a negated matcher counts as its opposite, and one of a single method as one of
 * all.
 */
final class IgnoredRulesNotice {
  private static final Logger log = LoggerFactory.getLogger(IgnoredRulesNotice.class);
  private static final Pattern PATTERN = Pattern.compile("/[^\\s,'*\\[\\]]*(\\*\\*)?");

  /** Chains that are not the application's: those of Spring Boot have no rules but a login. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "defaultSecurityFilterChain",
          "managementSecurityFilterChain",
          "sallyportAdminFilterChain",
          SallyportSecurityAutoConfiguration.CHAIN);

  private IgnoredRulesNotice() {}

  /** Logs once the names of all such chains. */
  static void log(ProtectedPaths paths, ListableBeanFactory beans) {
    Set<String> ignored = ignored(paths, beans);
    if (!ignored.isEmpty()) {
      log.info(
          "Rules of the filter chains {} do not apply to requests with an API key for"
              + " sallyport.paths {}: only Sallyport's own rules apply there. To have others, write"
              + " a chain with apiKeys().",
          ignored,
          paths.written());
    }
  }

  /** Returns the names of all such chains. */
  static Set<String> ignored(ProtectedPaths paths, ListableBeanFactory beans) {
    IdentityHashMap<SecurityFilterChain, String> names = new IdentityHashMap<>();
    BeanFactoryUtils.beansOfTypeIncludingAncestors(beans, SecurityFilterChain.class)
        .forEach((name, it) -> names.put(it, name));
    List<SecurityFilterChain> chains =
        beans
            .getBeanProvider(SecurityFilterChain.class)
            .orderedStream()
            .filter(it -> !OF_OTHERS.contains(names.getOrDefault(it, "")))
            .toList();
    Set<String> ignored = new TreeSet<>();
    for (String path : paths.written()) {
      Predicate<String> isAll = it -> ProtectedPaths.covers(it, path);
      Predicate<String> isPart = it -> ProtectedPaths.covers(path, it);
      chains.stream()
          .takeWhile(it -> !(ProtectedPathsFilterChain.requiresKeys(it) && matches(it, isAll)))
          .filter(it -> !ProtectedPathsFilterChain.requiresKeys(it))
          .filter(it -> matches(it, isAll.or(isPart)))
          .map(names::get)
          .filter(Objects::nonNull) // a prototype is another object each time
          .forEach(ignored::add);
    }
    return ignored;
  }

  private static boolean matches(SecurityFilterChain chain, Predicate<String> pattern) {
    return chain instanceof DefaultSecurityFilterChain it
        && (it.getRequestMatcher() == AnyRequestMatcher.INSTANCE
            || PATTERN
                .matcher(it.getRequestMatcher().toString())
                .results()
                .map(MatchResult::group)
                .anyMatch(pattern));
  }
}
