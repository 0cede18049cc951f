"""Whether a private, state or regional operator answers for a case itself, with no municipality said to.

Names of large operators are facts of the trade, as of 2025.
"""

import re

STATE = re.compile(
    r"\b(?:SiS|Statens institutionsstyrelse|(?i:särskil(?:t|da) ungdomshem\w*|LVM-hem\w*))\b",
)
"""The state's own homes: never a municipality's, whatever the text says of others."""

PRIVATE = re.compile(
    r"\b(?:Attendo|Humana|Vardaga|Ambea|Nytida|Frösunda|Förenade Care|Norlandia|Olivia|Aleris|Carema|Magelungen"
    r"|Stendi|Kavat|Solhagagruppen"
    r"|Assistansbolaget|(?i:vårdföretag\w*|vårdbolag\w*|omsorgsbolag\w*|assistansbolag\w*|koncernen)|(?i:privat|enskild)\w*"
    r"\s+(?:utförare\w*|vårdgivare\w*|vårdbolag\w*|bolag\w*|aktör\w*|regi|verksamhet\w*|företag\w*|drift|driven"
    r"|drivet|boende\w*|omsorgsgivare\w*))\b"
)
"""Operators that answer for themselves."""

RUN_PRIVATELY = re.compile(
    r"\b(?i:bolag|företag|koncern|aktiebolag|vårdgivar|ägar)\w*\b[^.\n]{0,40}\b(?:som )?"
    r"(?:driver|drev|äger|anmäl|har anmält|har gjort (?:en )?(?:[Ll]ex [Ss]arah|anmälan))\w*"
    r"|\b(?:anmäler|anmälde|skriver|säger|enligt|uppger) (?:bolaget|företaget)\b"
    r"|\bdrivs av [A-ZÅÄÖ]\w+|\b[A-ZÅÄÖ]\w+ (?:AB|HB)\b"
)
"""Says that a company runs the place and answers for it."""

PLACED_BY = re.compile(
    r"\b(?:kommun(?:en|er|erna)?|socialtjänst(?:en)?|(?:social)?nämnd(?:en)?),? (?:som|där)\b[^.\n]{0,25}"
    r"\b(?:placera|bevilja)\w*"
    r"|\b(?:placera\w*|placerande|köp\w*|hem|annan|andra|flera|olika|vilken|inte) (?:av )?(?:sin |sina )?(?:hem)?"
    r"(?:kommun(?:en|er|erna)?|socialtjänst(?:en)?|socialnämnd(?:en)?)\b|\bhemkommun\w*",
    re.IGNORECASE,
)
"""A municipality that placed somebody with a company, or bought a place there: not the one that answers."""

WHERE = re.compile(r"\b(?:i|inom|utanför|från) [A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)? kommun\b")
"""A municipality as a place alone: "ett äldreboende i Ljungby kommun"."""

PUBLIC = re.compile(
    r"\b(?:kommunen|kommunens|kommunal\w*|kommun|stadens|staden|(?:social|omsorgs|äldre)nämnd(?!er)\w*"
    r"|socialtjänsten|socialförvaltning\w*"
    r"|omsorgsförvaltning\w*|äldreförvaltning\w*|socialchef\w*|socialdirektör\w*|stadsdel\w*|nämnden|nämnd"
    r"|hemtjänst\w*|biståndshandläggare|sas)\b",
    re.IGNORECASE,
)


def answers_for_itself(text: str) -> bool:
    """Whether a private or state operator acts and no municipality is said to."""
    if STATE.search(text):
        return True
    if PRIVATE.search(text) is None and RUN_PRIVATELY.search(text) is None:
        return False
    return not PUBLIC.search(WHERE.sub("", PLACED_BY.sub("", text)))
