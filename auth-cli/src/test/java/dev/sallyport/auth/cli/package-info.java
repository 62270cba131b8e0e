@NullMarked
package dev.sallyport.auth.cli;

import org.jspecify.annotations.NullMarked;
