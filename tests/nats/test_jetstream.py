"""What a relay of the ledger asks of JetStream: an event sent twice is kept once, and in order.

The relay names each message by its event id (`Nats-Msg-Id`); when an acknowledgement is lost, it sends again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar
from uuid import NAMESPACE_URL, uuid5

import nats
from nats.js import JetStreamContext
from nats.js.api import DeliverPolicy, PubAck, StorageType, StreamConfig

from tests.nats.conftest import NatsServer

STREAM = "LEDGER"
SUBJECT = "ledger.worker.hired"
Result = TypeVar("Result")


def event_id(position: int) -> str:
    return str(uuid5(NAMESPACE_URL, f"event {position}"))


def with_jetstream(server: NatsServer, use: Callable[[JetStreamContext], Awaitable[Result]]) -> Result:
    async def run() -> Result:
        client = await nats.connect(server.url, allow_reconnect=False)
        try:
            return await use(client.jetstream())
        finally:
            await client.close()

    return asyncio.run(run())


async def create_stream(log: JetStreamContext) -> None:
    await log.add_stream(
        StreamConfig(name=STREAM, subjects=["ledger.>"], storage=StorageType.FILE, duplicate_window=3600)
    )


async def relay(log: JetStreamContext, positions: Iterable[int]) -> list[PubAck]:
    return [
        await log.publish(SUBJECT, f"{position}".encode(), headers={"Nats-Msg-Id": event_id(position)})
        for position in positions
    ]


async def received(log: JetStreamContext) -> list[int]:
    """Every kept message from the first on, as a new consumer gets them."""
    kept = (await log.stream_info(STREAM)).state.messages
    subscription = await log.subscribe("ledger.>", stream=STREAM, deliver_policy=DeliverPolicy.ALL)
    messages = [await subscription.next_msg(timeout=10) for _ in range(kept)]
    await subscription.unsubscribe()
    return [int(message.data) for message in messages]


def test_an_event_sent_twice_is_kept_once(nats_server: NatsServer) -> None:
    async def scenario(log: JetStreamContext) -> tuple[list[PubAck], list[PubAck], list[int]]:
        await create_stream(log)
        return await relay(log, range(5)), await relay(log, range(3, 8)), await received(log)

    first, again, kept = with_jetstream(nats_server, scenario)

    assert [bool(answer.duplicate) for answer in first] == [False] * 5
    assert [bool(answer.duplicate) for answer in again] == [True, True, False, False, False]
    assert [answer.seq for answer in again[:2]] == [answer.seq for answer in first[3:]]
    assert kept == list(range(8))


def test_an_event_sent_again_after_the_server_was_killed_is_kept_once(nats_server: NatsServer) -> None:
    async def before(log: JetStreamContext) -> list[PubAck]:
        await create_stream(log)
        return await relay(log, range(20))

    async def after(log: JetStreamContext) -> tuple[list[PubAck], list[int]]:
        return await relay(log, range(10, 25)), await received(log)

    with_jetstream(nats_server, before)
    nats_server.kill()
    nats_server.start()
    again, kept = with_jetstream(nats_server, after)

    assert [bool(answer.duplicate) for answer in again] == [True] * 10 + [False] * 5
    assert kept == list(range(25))


def test_a_new_consumer_gets_the_events_in_the_order_of_the_ledger(nats_server: NatsServer) -> None:
    async def scenario(log: JetStreamContext) -> list[int]:
        await create_stream(log)
        await relay(log, range(300))
        return await received(log)

    assert with_jetstream(nats_server, scenario) == list(range(300))
