"""The five levels of taking part, each in a sentence that a resident reads. Source: checklist E32."""

from engagement.models import Activity

LEVELS = {
    Activity.Level.INFORM: "You are told what is planned, and why.",
    Activity.Level.CONSULT: "You are asked what you think before anything is decided.",
    Activity.Level.INVOLVE: "Your concerns and ideas are worked into the choices, and you are told how.",
    Activity.Level.COLLABORATE: "You help to work out the choices, and the preferred one is found together.",
    Activity.Level.EMPOWER: "You decide, and what you decide is carried out.",
}
