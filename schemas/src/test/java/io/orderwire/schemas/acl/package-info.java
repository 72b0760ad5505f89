@NullMarked
package io.orderwire.schemas.acl;

import org.jspecify.annotations.NullMarked;
