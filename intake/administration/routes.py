"""All pages under /beheer."""

from fastapi import APIRouter

from intake.administration import keeping, people, profiles, rounds, work

router = APIRouter()
for area in (work, rounds, people, profiles, keeping):
    router.include_router(area.router)
