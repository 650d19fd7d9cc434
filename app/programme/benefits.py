"""What the status brings, each with its letter in Article 7.7.3 of the WTO Trade Facilitation Agreement, where it has one."""

from __future__ import annotations

from typing import NamedTuple


class Benefit(NamedTuple):
    """One thing a holder gets: for which authorisation, and under which letter of the agreement."""

    title: str
    given_to: str
    letter: str
    what: str

    @property
    def article(self) -> str:
        return f"7.7.3({self.letter})" if self.letter else ""


BOTH, CUSTOMS, SECURITY = "AEOC, AEOS", "AEOC", "AEOS"

BENEFITS = (
    Benefit("Less to declare before the goods arrive", BOTH, "a", "A reduced set of data where the law allows it."),
    Benefit("Fewer examinations", BOTH, "b", "Your consignments get a lower risk score, so fewer are chosen."),
    Benefit("Quicker release", BOTH, "c", "What is chosen all the same is looked at first, elsewhere if you ask."),
    Benefit("Pay later", CUSTOMS, "d", "Duties and taxes are put together and paid after release."),
    Benefit("Smaller guarantees", CUSTOMS, "e", "One guarantee for all operations, at a reduced amount."),
    Benefit("One declaration for a period", CUSTOMS, "f", "Imports or exports of a period are declared together."),
    Benefit("Clearance at your own premises", CUSTOMS, "g", "Goods are cleared where you have them, or at another agreed place."),
    Benefit("Notice of a control", BOTH, "", "You hear of an examination beforehand, unless that would spoil it."),
    Benefit("First in line after a closure", SECURITY, "", "When ports or borders open again, your goods have priority."),
    Benefit("Recognition abroad", SECURITY, "", "Partner countries give benefits too, if you agree to be named to them."),
    Benefit("An officer who knows you", BOTH, "", "One contact for questions, changes and incidents."),
)
