"""The verbs of policies. What is in force changes by a further period, never by an edit."""

from app.risk.policies.service.files import load_files
from app.risk.policies.service.periods import InForceAlready, InThePast, NotApproved, StillNeeded, put_in_force, retire
from app.risk.policies.service.proposals import CodeTaken, approve, propose, reject, withdraw
from app.risk.policies.service.shadowing import NoShadow, end_shadow, shadow

__all__ = [
    "CodeTaken", "InForceAlready", "InThePast", "NoShadow", "NotApproved", "StillNeeded",
    "approve", "end_shadow", "load_files", "propose", "put_in_force", "reject", "retire", "shadow", "withdraw",
]  # fmt: skip
