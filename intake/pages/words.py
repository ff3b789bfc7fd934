"""Dutch words for what the report names by code."""

MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905

STATUS = {
    "complete": "Compleet",
    "incomplete": "Niet compleet",
    "review": "Iemand moet meekijken",
}
STATUS_MEANS = {
    "complete": "Alles wat het profiel vraagt, hebben we in het dossier gevonden.",
    "incomplete": "Er ontbreekt iets. Hieronder staat wat, en wat u kunt doen.",
    "review": "We vonden niets dat ontbreekt, maar een mens moet een of meer punten bekijken.",
}
COMPLETE_BUT_ACCEPTED = (
    "Alles wat het profiel vraagt, hebben we in het dossier gevonden, of het is met een reden geaccepteerd."
)
STATUS_CHOICE = [("compleet", "Compleet"), ("niet-compleet", "Niet compleet"), ("meekijken", "Iemand moet meekijken")]
SEVERITY = {"blocking": "Moet nog", "warning": "Let op", "note": "Ter informatie"}
ACCEPTED = "Geaccepteerd met een reden"
REQUIREMENT = {
    "met": "In orde",
    "not_met": "Niet in orde",
    "unclear": "Niet duidelijk",
    "not_applicable": "Niet van toepassing",
}
KIND = {
    "lvs_printout": "uitdraai leerlingvolgsysteem",
    "school_form": "schoolformulier",
    "parent_form": "vragenlijst ouders",
    "application_form": "aanmeldformulier",
    "education_report": "onderwijskundig rapport",
    "action_plan": "handelingsplan",
    "group_overview": "groepsoverzicht",
    "external_report": "verslag van buiten de school",
    "preventive_evaluation": "evaluatie preventief traject",
    "unknown": "niet herkend",
}
READING = {
    "text": "tekst uit het bestand",
    "ocr": "tekst herkend van beeld",
    "mixed": "deels tekst, deels herkend van beeld",
    "none": "niet gelezen",
}
DOMAIN = {
    "word_reading": "Woordlezen",
    "text_reading": "Tekstlezen",
    "spelling": "Spelling",
    "reading_comprehension": "Begrijpend lezen",
    "arithmetic": "Rekenen",
    "vocabulary": "Woordenschat",
    "language": "Taal",
    "other": "Overig",
}
COUNTED = {"blocking": "moet nog", "warning": "let op", "note": "ter informatie"}
COUNTED_ACCEPTED = "geaccepteerd met een reden"
MEASUREMENT = {"main": "hoofdmeting", "intermediate": "tussenmeting", "unknown": "niet duidelijk"}
ROLE = {
    "parent_1": "ouder 1",
    "parent_2": "ouder 2",
    "director": "directeur",
    "internal_supervisor": "intern begeleider",
    "teacher": "leerkracht",
    "reading_specialist": "leesspecialist",
    "remedial_teacher": "remedial teacher",
    "assistant": "onderwijsassistent",
    "tutor": "tutor",
    "practitioner": "behandelaar",
    "case_manager": "casemanager",
}
SIGNATURE = {
    "ink": "handtekening gezet",
    "digital": "digitaal ondertekend",
    "typed": "alleen een getypte naam",
    "absent": "geen handtekening",
}
ASKER = {"school": "medewerker", "gatekeeper": "poortwachter", "admin": "beheerder"}
PHASE = {
    "te-doen": "Te doen",
    "bij-school": "Bij de school",
    "wordt-gelezen": "Wordt gelezen",
    "mislukt": "Lezen mislukt",
    "afgehandeld": "Afgehandeld",
    "alles": "Alles",
}
TERM = {
    "verlopen": "Te laat",
    "vandaag": "Vandaag of eerder",
    "3-dagen": "Binnen 3 werkdagen",
    "10-dagen": "Binnen 10 werkdagen",
}
SORT = {
    "termijn": "Termijn, eerste bovenaan",
    "ontvangen": "Ontvangen, nieuwste bovenaan",
    "school": "School, op naam",
    "zekerheid": "Zekerheid, laagste bovenaan",
}
SKILL = {"reading": "lezen", "spelling": "spelling"}
# What a page says when something goes wrong, by the code of the problem, where that itself speaks to machines.
PROBLEM = {
    "forbidden": ("Dit mag u hier niet doen", "Moet u dit wel kunnen? Vraag het de beheerder."),
    "not-found": ("Dit is er niet", "Misschien klopt het adres niet, of is dit niet voor u te zien."),
    "method-not-allowed": ("Dit kan niet op dit adres", "Ga terug en probeer het nog eens vanaf de pagina zelf."),
    "internal": ("Er ging iets mis aan onze kant", "Er is niets verloren. Probeer het later nog eens."),
    "unavailable": ("De dienst is er nu even niet", "Er is niets verloren. Probeer het over een minuut nog eens."),
}
