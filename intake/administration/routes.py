"""All pages under /beheer."""

from fastapi import APIRouter

from intake.administration import rounds

router = APIRouter()
for area in (rounds,):
    router.include_router(area.router)
