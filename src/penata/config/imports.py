"""What can be brought in from a file: name on the command line → the room's importer (its `imports.py`)."""

IMPORTERS: dict[str, str] = {
    "decrees": "penata.organization.structure.imports.DECREES",
    "areas": "penata.organization.structure.imports.AREAS",
    "units": "penata.organization.structure.imports.UNITS",
    "positions": "penata.organization.structure.imports.POSITIONS",
    "functions": "penata.organization.structure.imports.FUNCTIONS",
    "mandates": "penata.organization.structure.imports.MANDATES",
    "services": "penata.public.catalog.imports.SERVICES",
    "persons": "penata.organization.people.imports.PERSONS",
    "holdings": "penata.organization.people.imports.HOLDINGS",
    "absences": "penata.organization.people.imports.ABSENCES",
    "tasks": "penata.delivery.plans.imports.TASKS",
    "cases": "penata.public.cases.imports.CASES",
    "events": "penata.learning.improvement.imports.EVENTS",
}
