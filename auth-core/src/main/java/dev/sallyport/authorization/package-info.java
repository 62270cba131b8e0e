/** Authorization of authenticated requests: policies, resources, scopes and rate limits. */
@NullMarked
package dev.sallyport.authorization;

import org.jspecify.annotations.NullMarked;
