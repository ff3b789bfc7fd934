"""All pages under /beheer."""

from fastapi import APIRouter

from intake.administration import keeping, people, rounds, work

router = APIRouter()
for area in (work, rounds, people, keeping):
    router.include_router(area.router)
