"""The words of the programme that more than one room uses."""

from __future__ import annotations

from app.core.words import Word


class AuthorisationType(Word):
    """The two authorisations. Both in force are shown as `aeof`; nothing stores an F."""

    AEOC = "aeoc", "Customs simplifications"
    AEOS = "aeos", "Security and safety"

    @property
    def scope(self) -> str:
        """The scope of the criteria it rests on: c or s."""
        return self.value[-1]

    @property
    def code(self) -> str:
        """In print: AEOC, AEOS."""
        return self.value.upper()

    @classmethod
    def of_scope(cls, scope: str) -> AuthorisationType:
        return cls(f"aeo{scope}")


class Domain(Word):
    """The two figures of the risk modifier."""

    FISCAL = "fiscal", "Fiscal"
    SECURITY = "security", "Security"


class Role(Word):
    """Roles in the supply chain, coded as in the criteria."""

    MFR = "MFR", "Manufacturer"
    EXP = "EXP", "Exporter"
    IMP = "IMP", "Importer"
    BRK = "BRK", "Customs broker"
    FWD = "FWD", "Freight forwarder or consolidator"
    CAR_AIR = "CAR_AIR", "Air carrier"
    CAR_SEA = "CAR_SEA", "Sea or inland waterway carrier"
    CAR_ROAD = "CAR_ROAD", "Road carrier"
    CAR_RAIL = "CAR_RAIL", "Rail carrier"
    WHK = "WHK", "Warehouse keeper"
    TOP = "TOP", "Terminal operator"
    PORT = "PORT", "Port authority"
    AIRP = "AIRP", "Airport operator"
    CRR = "CRR", "Courier or express operator"
    POST = "POST", "Postal operator"
    FZO = "FZO", "Free zone operator"

    @property
    def api(self) -> str:
        """In the API: lower snake case, as `freight_forwarder`."""
        return API_ROLES[self]


API_ROLES = {
    Role.MFR: "manufacturer",
    Role.EXP: "exporter",
    Role.IMP: "importer",
    Role.BRK: "customs_broker",
    Role.FWD: "freight_forwarder",
    Role.CAR_AIR: "air_carrier",
    Role.CAR_SEA: "sea_carrier",
    Role.CAR_ROAD: "road_carrier",
    Role.CAR_RAIL: "rail_carrier",
    Role.WHK: "warehouse_keeper",
    Role.TOP: "terminal_operator",
    Role.PORT: "port_authority",
    Role.AIRP: "airport_operator",
    Role.CRR: "courier",
    Role.POST: "postal_operator",
    Role.FZO: "free_zone_operator",
}


class Mode(Word):
    """Modes of transport."""

    AIR = "air", "Air"
    SEA = "sea", "Sea"
    INLAND_WATERWAY = "inland_waterway", "Inland waterway"
    ROAD = "road", "Road"
    RAIL = "rail", "Rail"
    POST = "post", "Post"
