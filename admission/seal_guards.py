"""What was sent, and what stood there before a correction, is never changed."""

from partytrack.append_only import AppendOnly

SEALS = AppendOnly("seal", "admission_sealedreport", "a sealed report is never changed")
CORRECTIONS = AppendOnly("correction", "admission_correction", "a correction is never changed")
