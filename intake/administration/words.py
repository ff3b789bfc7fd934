"""Dutch words for what administrators see."""

from intake.pages.words import STATUS
from validators.messages import name as told

MODE = {"read": "opnieuw lezen", "judge": "opnieuw beoordelen"}
MODE_MEANS = {
    "read": "We lezen alle bestanden nog eens en beoordelen wat we lezen. Dit duurt lang.",
    "judge": "We beoordelen wat eerder gelezen is nog eens, met het profiel van nu. Dit gaat snel.",
}
STATE = {
    "running": ("Bezig", "info"),
    "paused": ("Gepauzeerd", "care"),
    "cancelled": ("Gestopt", "neutral"),
    "finished": ("Klaar", "good"),
}
RESULT = {
    "waiting": "wacht",
    "working": "bezig",
    "same": "zelfde uitkomst",
    "different": "anders",
    "failed": "mislukt",
    "overtaken": "intussen veranderd",
    "cancelled": "niet gedaan",
    "rejected": "afgewezen",
    "accepted": "overgenomen",
    "rolled_back": "teruggedraaid",
}
RESULT_TONE = {
    "different": "info", "failed": "bad", "overtaken": "care", "accepted": "good", "rolled_back": "care",
}  # fmt: skip
DEED = {"accept": "Overnemen", "reject": "Afwijzen", "roll_back": "Terugdraaien"}
DEED_DONE = {"accept": "overgenomen", "reject": "afgewezen", "roll_back": "teruggedraaid"}
DEED_MEANS = {
    "accept": "De nieuwe uitkomst wordt een nieuwe versie van het rapport. De oude versie blijft bewaard en u kunt dit "
    "later terugdraaien.",
    "reject": "De nieuwe uitkomst wordt weggegooid. Het rapport blijft zoals het is.",
    "roll_back": "De versie van daarvoor komt opnieuw bovenaan, als nieuwe versie. Niets wordt gewist.",
}
VERDICT = STATUS | {"failed": "Lezen mislukt"}
SEVERITY = {"blocking": "moet nog", "warning": "let op", "note": "ter informatie", "accepted": "geaccepteerd"}
CODE = {
    "document.missing": "document ontbreekt",
    "document.unreadable": "bestand niet leesbaar",
    "document.password": "bestand met wachtwoord",
    "document.unsupported": "bestand van een ander soort",
    "document.duplicate": "bestand dubbel",
    "document.other_pupil": "document van een andere leerling",
    "document.not_anonymised": "groepsoverzicht met namen",
    "document.attachment_missing": "genoemde bijlage ontbreekt",
    "form.field_empty": "veld niet ingevuld",
    "form.provider_not_single": "niet één zorgaanbieder gekozen",
    "signature.missing": "handtekening ontbreekt",
    "signature.typed_only": "alleen een getypte naam",
    "signature.invalid": "digitale handtekening klopt niet",
    "signature.date_missing": "handtekening zonder datum",
    "pupil.age": "leeftijd",
    "pupil.region": "gemeente van de leerling",
    "pupil.school_outside_region": "school buiten de regio",
    "pupil.reading_education": "te kort leesonderwijs",
    "measurement.too_few": "te weinig hoofdmetingen",
    "measurement.intermediate_counted": "tussenmeting meegeteld",
    "measurement.not_consecutive": "hoofdmeting overgeslagen",
    "measurement.level_too_high": "hoofdmeting te hoog",
    "measurement.kind_unknown": "soort meting onbekend",
    "measurement.claim_differs": "formulier en uitdraai verschillen",
    "measurement.outdated": "nieuwste meting ontbreekt",
    "measurement.grace": "meting mag nog ontbreken",
    "measurement.stand_in": "andere meting telt mee",
    "level.roman_only": "V zonder letter of percentiel",
    "level.v_is_d": "V is een D",
    "level.inconsistent": "letter, cijfer en percentiel botsen",
    "dmt.cards": "leeskaarten",
    "dmt.edition": "oude uitgave van de DMT",
    "repeat.norm_group": "norm na doubleren",
    "spelling.only": "alleen spelling is laag",
    "intervention.too_few": "te weinig interventies",
    "intervention.too_short": "interventie te kort",
    "intervention.too_little_time": "te weinig minuten",
    "intervention.group_too_large": "groep te groot",
    "intervention.group_unexplained": "kleine groep zonder uitleg",
    "intervention.unsupervised": "geen begeleiding door een specialist",
    "intervention.no_goal": "interventie zonder doel",
    "intervention.no_method": "interventie zonder methode",
    "intervention.no_provider": "interventie zonder begeleider",
    "intervention.no_evaluation": "interventie zonder evaluatie",
    "intervention.no_baseline": "interventie zonder beginmeting",
    "intervention.outside_series": "interventie buiten de metingen",
    "intervention.no_error_analysis": "foutenanalyse ontbreekt",
    "comorbidity.undocumented": "andere stoornis zonder verslag",
    "comorbidity.noted": "andere stoornis genoemd",
    "preventive.too_few_sessions": "te weinig bijeenkomsten",
    "preventive.evaluation_missing": "evaluatie ontbreekt",
    "preventive.party_missing": "partij was er niet bij",
    "preventive.hours_exceeded": "te veel uren",
    "preventive.quota": "te veel leerlingen dit jaar",
    "overview.narrow": "weinig namen in het groepsoverzicht",
    "reading.uncertain": "waarde onzeker gelezen",
}
RECORD = {
    "pupil": "leerling",
    "measurement": "meting",
    "claim": "hoofdmeting volgens het formulier",
    "intervention": "interventie",
    "signature": "handtekening",
    "answer": "antwoord",
    "choice": "keuze",
    "part": "soort document",
}
FIELD = {
    "": "komt erbij of valt weg",
    "name": "naam",
    "birth_date": "geboortedatum",
    "group": "groep",
    "municipality": "gemeente",
    "school": "school",
    "repeated_groups": "gedoubleerd",
    "months_of_reading_education": "maanden leesonderwijs",
    "moment": "moment",
    "kind": "soort",
    "date": "datum",
    "school_year": "schooljaar",
    "cards": "kaarten",
    "raw_score": "ruwe score",
    "skill_score": "vaardigheidsscore",
    "level_letter": "niveau (letter)",
    "level_roman": "niveau (cijfer)",
    "level_sign": "niveau (teken)",
    "percentile": "percentiel",
    "dle": "DLE",
    "didactic_age": "didactische leeftijd",
    "functioning_level": "functioneringsniveau",
    "norm_moment": "norm",
    "support_level": "ondersteuningsniveau",
    "start": "begin",
    "end": "einde",
    "weeks": "weken",
    "sessions_per_week": "keer per week",
    "minutes_per_session": "minuten per keer",
    "minutes_per_week": "minuten per week",
    "group_size": "groepsgrootte",
    "group_reason": "uitleg bij de groep",
    "provider.role": "rol van de begeleider",
    "provider.name": "naam van de begeleider",
    "supervised_by": "begeleid door",
    "method": "methode",
    "goal": "doel",
    "baseline": "beginmeting",
    "evaluation": "evaluatie",
    "state": "staat",
    "text": "tekst",
    "checked": "aangekruist",
}
FINDING = {
    "appears": "Bevinding komt erbij",
    "goes": "Bevinding valt weg",
    "weighs": "Bevinding weegt anders",
}
FAILED = {
    "gave_up": (
        "De lezer stopte steeds onverwacht.",
        "Kijk in het logboek van de machine of er genoeg geheugen is. Probeer het dossier daarna opnieuw.",
    ),
    "nothing_kept": (
        "Van dit dossier is niet bewaard wat gelezen is.",
        "Kies 'opnieuw lezen' in plaats van 'opnieuw beoordelen'.",
    ),
    "overtaken": ("Het dossier is intussen veranderd.", "Bekijk de nieuwste versie van het rapport."),
    "NotInForce": (
        "Het profiel gold niet op de dag van ontvangst.",
        "Kijk of de dag van ontvangst klopt, of breid het profiel uit.",
    ),
    "UnknownProfile": (
        "Het profiel bestaat niet meer.",
        "Upload het profiel opnieuw, of verwijder het dossier.",
    ),
    "MemoryError": ("Er was te weinig geheugen.", "Geef de machine meer geheugen of minder lezers."),
}
FAILED_OTHERWISE = (
    "Het lezen ging mis met deze code.",
    "Probeer het opnieuw. Gaat het weer mis, geef deze code dan door aan de makers.",
)
FILE_TROUBLE = {
    "document.unreadable": "Vraag de school om het bestand opnieuw te maken of te scannen.",
    "document.password": "Vraag de school om het bestand zonder wachtwoord te sturen.",
    "document.unsupported": "Vraag de school om een PDF of een foto te sturen, niet te groot.",
}


def failed(code: str | None) -> tuple[str, str]:
    """What went wrong with a reading, and what to do about it."""
    return FAILED.get(code or "", FAILED_OTHERWISE)


def reason(kind: str, name: str) -> str:
    """Why a report would change, in one line."""
    if kind in FINDING:
        return f"{FINDING[kind]}: {CODE.get(name, name)}"
    before, _, after = name.partition(">")
    if kind == "status":
        return f"Uitkomst: {VERDICT.get(before, 'geen rapport')} → {VERDICT[after]}"
    if kind == "profile":
        return f"Profiel: versie {before} → {after}"
    if kind == "requirement":
        return "Een eis krijgt een andere uitkomst"
    record, _, field = name.partition(".")
    return f"Gelezen waarde: {RECORD.get(record, record)}, {FIELD.get(field, field)}"


def value(one: object) -> str:
    """A value as it was read."""
    if one is None or one == []:
        return "–"
    if isinstance(one, bool):
        return "ja" if one else "nee"
    if isinstance(one, list):
        return ", ".join(str(each) for each in one)
    return str(one)


def record(name: str) -> str:
    """The name of a record, such as 'measurement:word_reading:M4:2024-01-24', for people."""
    kind, _, rest = name.partition(":")
    words = [told(part) for part in rest.split(":") if part]
    return " ".join([RECORD.get(kind, kind), *words])


EVENT = {
    "signed_in": "ingelogd",
    "sign_in_failed": "inloggen mislukt",
    "signed_out": "uitgelogd",
    "password_changed": "wachtwoord gewijzigd",
    "person_added": "iemand toegevoegd",
    "person_changed": "iemand veranderd",
    "key_added": "sleutel gemaakt",
    "key_revoked": "sleutel ingetrokken",
    "dossier_sent": "dossier gestuurd",
    "documents_added": "documenten toegevoegd",
    "dossier_seen": "dossier bekeken",
    "report_seen": "rapport bekeken",
    "file_seen": "bestand bekeken",
    "dossiers_listed": "lijst bekeken",
    "refused": "geweigerd",
    "value_corrected": "waarde verbeterd",
    "deviation_accepted": "afwijking geaccepteerd",
    "school_asked": "vraag aan school",
    "marked_complete": "compleet verklaard",
    "reprocessing_started": "ronde begonnen",
    "reprocessing_steered": "ronde bijgestuurd",
    "reprocessing_ended": "ronde gestopt",
    "reprocessing_decided": "besluit over ronde",
    "report_replaced": "rapport vervangen",
    "report_rolled_back": "rapport teruggedraaid",
    "profile_changed": "profiel of bewaartermijn veranderd",
    "pupil_exported": "gegevens van leerling opgevraagd",
    "dossier_erased": "dossier gewist",
    "audit_seen": "logboek bekeken",
}
ACTOR = {"key": "sleutel", "person": "persoon", "system": "de dienst zelf", "nobody": "niet ingelogd"}
LANE = {"now": "wie wacht", "bulk": "rondes"}
STAGE = {"waiting": "Wachten", "reading": "Lezen"}
