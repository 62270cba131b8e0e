/** Implementation of authentication by token and by password. */
@NullMarked
package dev.sallyport.internal.authentication;

import org.jspecify.annotations.NullMarked;
