/** Reading a whole topic from its beginning, and then for good. */
@NullMarked
package io.orderwire.delivery.kafka.tail;

import org.jspecify.annotations.NullMarked;
