from .candidate import Candidate, Standing
from .dossier import Decision, Helper, Paper, Remark, Resolution, Sponsor, Verification
from .member import Member, MemberPlacement
from .rollup import Rollup
from .session import AgendaItem, Session, SessionStatus

__all__ = [
    "AgendaItem",
    "Candidate",
    "Decision",
    "Helper",
    "Member",
    "MemberPlacement",
    "Paper",
    "Remark",
    "Resolution",
    "Rollup",
    "Session",
    "SessionStatus",
    "Sponsor",
    "Standing",
    "Verification",
]
