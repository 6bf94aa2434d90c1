"""Those who are written to, and where people live."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a representative is elected or appointed as."""

    MP = "mp"
    LORD = "lord"
    MS = "ms"
    MSP = "msp"
    MLA = "mla"
    MPP = "mpp"
    MNA = "mna"
    COUNCILLOR = "councillor"
    MAYOR = "mayor"
    SENATOR = "senator"
    REPRESENTATIVE = "representative"
    MINISTER = "minister"


class NoAreaReason(StrEnum):
    """Why a postcode lies in no area."""

    CROWN_DEPENDENCY = "crown-dependency"
    OVERSEAS_TERRITORY = "overseas-territory"
    FORCES = "forces"
    NOT_A_PLACE = "not-a-place"
    TERMINATED = "terminated"
    NO_AREA_GIVEN = "no-area-given"
    NOT_IMPORTED = "not-imported"


class Nation(StrEnum):
    """The nations of the United Kingdom, whose laws and powers differ."""

    ENGLAND = "england"
    SCOTLAND = "scotland"
    WALES = "wales"
    NORTHERN_IRELAND = "northern-ireland"
