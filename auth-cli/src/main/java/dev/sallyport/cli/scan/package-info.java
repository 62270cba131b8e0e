/** Commands that find leaked tokens in files and print rules for secret scanners. */
@NullMarked
package dev.sallyport.cli.scan;

import org.jspecify.annotations.NullMarked;
