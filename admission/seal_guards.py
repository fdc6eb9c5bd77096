"""What was sealed is never changed."""

from partytrack.append_only import AppendOnly

SEALS = AppendOnly("seal", "admission_sealedreport", "a sealed report is never changed")
