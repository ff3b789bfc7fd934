"""The addresses of the school's pages."""

from fastapi import APIRouter

from intake.school import pictures

router = APIRouter(include_in_schema=False)
for part in (pictures,):
    router.include_router(part.router)
