package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.history.Position;

/** What the one writer knows of a partner, and the view that readers see. */
final class PartnerState {
  /** Readers see this. */
  volatile PartnerView view;

  /** The highest position that is stored; above it nothing has to be looked up. Writer only. */
  Position highest;

  /** Whether the view differs from what a restart would find. Writer only. */
  boolean dirty;

  PartnerState(PartnerView view, Position highest) {
    this.view = view;
    this.highest = highest;
  }
}
