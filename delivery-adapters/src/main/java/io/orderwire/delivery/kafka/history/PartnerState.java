package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.history.Position;

/** What the one writer knows of a partner, and the view that readers see. */
final class PartnerState {
  /** Readers see this; all that it tells of is in the table. */
  volatile PartnerView shown;

  /** What is shown next. Writer only. */
  PartnerView view;

  /** The highest position that is stored; above it nothing has to be looked up. Writer only. */
  Position highest;

  /** Whether an incident of the partner may be stored, even if it holds no more. Writer only. */
  boolean hadIncident;

  /** Whether the view differs from what a restart would find. Writer only. */
  boolean dirty;

  PartnerState(PartnerView view, Position highest, boolean hadIncident) {
    this.shown = view;
    this.view = view;
    this.highest = highest;
    this.hadIncident = hadIncident;
  }
}
