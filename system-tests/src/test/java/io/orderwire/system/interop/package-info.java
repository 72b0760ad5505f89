/** Whether clients that nobody here wrote understand the project's records, and the reverse. */
@NullMarked
package io.orderwire.system.interop;

import org.jspecify.annotations.NullMarked;
