/** Which rights in Kafka each part of the system needs, and no more. */
@NullMarked
package io.orderwire.schemas.acl;

import org.jspecify.annotations.NullMarked;
