/**
 * Programs that put a whole gate, its servers and databases under load, and print what they saw as
 * Markdown. Each has a {@code main} and says its options when it is given one it does not know.
 */
@NullMarked
package dev.sallyport.benchmarks.load;

import org.jspecify.annotations.NullMarked;
