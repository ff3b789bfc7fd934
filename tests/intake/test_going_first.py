"""Who has the least left goes first, and who gives up keeps nobody waiting."""

import asyncio

from own_loop import outcome

from intake.api.going_first import Hands


def test_the_least_left_goes_first() -> None:
    order: list[int] = []

    async def work() -> None:
        hands = Hands(1)

        async def piece(left: int) -> None:
            async with hands.take(left):
                order.append(left)
                await asyncio.sleep(0)

        await asyncio.gather(*(piece(left) for left in (5, 9, 1, 7)))

    outcome(work())
    assert order == [5, 1, 7, 9]  # the first found a hand free


def test_a_hand_comes_back_from_whoever_gives_up() -> None:
    async def work() -> None:
        hands = Hands(1)

        async def piece(left: int) -> None:
            async with hands.take(left):
                await asyncio.sleep(0)

        async with hands.take(0):
            waiting, given = asyncio.create_task(piece(1)), asyncio.create_task(piece(2))
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.sleep(0)
        given.cancel()  # it was given the hand, and has not taken it yet
        await asyncio.gather(waiting, given, return_exceptions=True)
        async with asyncio.timeout(5), hands.take(0):
            pass

    outcome(work())
