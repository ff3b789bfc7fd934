"""The addresses of the school's pages."""

from fastapi import APIRouter

from intake.school import dossier, following, pictures, sending

router = APIRouter(include_in_schema=False)
for part in (sending, following, pictures, dossier):  # '/nieuw' before '/{dossier_id}'
    router.include_router(part.router)
