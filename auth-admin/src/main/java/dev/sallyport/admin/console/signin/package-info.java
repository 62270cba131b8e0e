/** Pages of sign-in, passwords and confirmation. */
@NullMarked
package dev.sallyport.admin.console.signin;

import org.jspecify.annotations.NullMarked;
