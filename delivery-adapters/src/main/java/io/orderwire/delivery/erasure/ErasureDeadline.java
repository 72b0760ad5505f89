package io.orderwire.delivery.erasure;

import java.time.Duration;
import java.util.List;

/**
 * By when what is erased must be gone everywhere.
 *
 * @param deadline from the erasure on; above zero
 */
public record ErasureDeadline(Duration deadline) {
  /** Checks the bound. */
  public ErasureDeadline {
    if (!deadline.isPositive()) {
      throw new IllegalArgumentException("the erasure deadline must be positive");
    }
  }

  /** Those that may hold it for longer, or of which that cannot be ruled out. */
  public List<Keeping> beyond(List<Keeping> keepings) {
    return keepings.stream().filter(this::isBeyond).toList();
  }

  private boolean isBeyond(Keeping keeping) {
    return switch (keeping.longest()) {
      case Keeping.Longest.For(Duration time) -> time.compareTo(deadline) > 0;
      case Keeping.Longest.Ever(), Keeping.Longest.Unknown(String _) -> true;
    };
  }
}
