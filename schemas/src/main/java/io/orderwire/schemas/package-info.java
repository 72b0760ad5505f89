/** What all parts agree on: event types, the rules of valid events, and the topic catalogue. */
@NullMarked
package io.orderwire.schemas;

import org.jspecify.annotations.NullMarked;
