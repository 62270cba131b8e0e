/** Input shared by commands: prompts, secrets, passwords and converters of option values. */
@NullMarked
package dev.sallyport.cli.input;

import org.jspecify.annotations.NullMarked;
