package dev.sallyport;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Module path of Sallyport's modules and what they require, from the class path of the tests. */
final class ModulePath {
  private final Map<String, ModuleReference> modules = new TreeMap<>();
  private final Set<String> roots = new TreeSet<>();

  private ModulePath() {}

  /** Returns the module path of all modules of Sallyport on the class path. */
  static ModulePath ofClassPath() {
    Map<String, ModuleReference> found = new TreeMap<>();
    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .flatMap(entry -> find(Path.of(entry)).stream())
        .forEach(it -> found.putIfAbsent(it.descriptor().name(), it));
    ModulePath path = new ModulePath();
    found.values().stream()
        .map(ModuleReference::descriptor)
        .filter(it -> it.name().startsWith("dev.sallyport.") && !it.isAutomatic())
        .forEach(it -> path.add(it.name(), found));
    return path;
  }

  /** Adds a module, unless the class path lacks what it requires, such as an API by its name. */
  private void add(String root, Map<String, ModuleReference> found) {
    Map<String, ModuleReference> closure = new TreeMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      String name = open.remove();
      ModuleReference module = found.get(name);
      if (module == null && ModuleFinder.ofSystem().find(name).isEmpty()) {
        return;
      }
      if (module != null && closure.put(name, module) == null) {
        required(module.descriptor()).forEach(open::add);
      }
    }
    roots.add(root);
    modules.putAll(closure);
  }

  private static Collection<ModuleReference> find(Path entry) {
    try {
      return ModuleFinder.of(entry).findAll();
    } catch (FindException e) {
      return List.of(); // no module
    }
  }

  private static Stream<String> required(ModuleDescriptor module) {
    return module.requires().stream()
        .filter(it -> !it.modifiers().equals(Set.of(Modifier.STATIC)))
        .map(ModuleDescriptor.Requires::name);
  }

  /** Returns the name of the module in a folder; empty if it has no descriptor. */
  static List<String> namesIn(Path folder) {
    return find(folder).stream().map(it -> it.descriptor().name()).toList();
  }

  /** Returns the names of Sallyport's modules. */
  Set<String> roots() {
    return roots;
  }

  /** Returns the files and folders of the modules. */
  List<Path> entries() {
    return modules.values().stream().map(it -> Path.of(it.location().orElseThrow())).toList();
  }

  /**
   * Resolves the modules as {@code java --validate-modules} does.
   *
   * @throws java.lang.module.ResolutionException if packages or services conflict
   * @throws FindException if a required module is missing
   */
  Configuration resolve() {
    return ModuleLayer.boot()
        .configuration()
        .resolveAndBind(ModuleFinder.of(entries().toArray(Path[]::new)), ModuleFinder.of(), roots);
  }
}
