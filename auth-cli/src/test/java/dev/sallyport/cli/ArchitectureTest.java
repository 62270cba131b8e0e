package dev.sallyport.cli;

import dev.sallyport.ModuleRules;
import org.junit.jupiter.api.Order;

@Order(1)
final class ArchitectureTest extends ModuleRules {}
