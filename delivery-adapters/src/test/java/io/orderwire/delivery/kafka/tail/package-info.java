/** Tests of reading a small topic whole. */
@NullMarked
package io.orderwire.delivery.kafka.tail;

import org.jspecify.annotations.NullMarked;
