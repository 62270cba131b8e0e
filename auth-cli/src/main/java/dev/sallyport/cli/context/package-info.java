/** Environment of a run: streams, terminal, operator and progress. */
@NullMarked
package dev.sallyport.cli.context;

import org.jspecify.annotations.NullMarked;
