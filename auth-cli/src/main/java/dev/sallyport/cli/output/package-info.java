/** Output shared by commands: tables, JSON, YAML, exit codes and exceptions with their messages. */
@NullMarked
package dev.sallyport.cli.output;

import org.jspecify.annotations.NullMarked;
