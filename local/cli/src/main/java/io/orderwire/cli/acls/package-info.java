/** What each part may do in Kafka. */
@NullMarked
package io.orderwire.cli.acls;

import org.jspecify.annotations.NullMarked;
