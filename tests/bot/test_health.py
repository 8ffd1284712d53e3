from types import SimpleNamespace
from typing import cast

import aiohttp
import pytest

from bot.client import SummitClient
from bot.health import SILENCE_LIMIT, readiness, serving_health

NOW = 1_000.0


def a_client(*, last_heard: float | None = NOW, ready: bool = True, closed: bool = False) -> SummitClient:
    about = SimpleNamespace(last_heard=last_heard, is_ready=lambda: ready, is_closed=lambda: closed)
    return cast("SummitClient", about)


def test_ready_means_started_and_heard() -> None:
    assert readiness(a_client(last_heard=NOW - 12.34), NOW) == {
        "ready": True,
        "gateway": "connected",
        "seconds_since_last_heard": 12.3,
    }


@pytest.mark.parametrize(
    "client",
    [
        a_client(ready=False),
        a_client(closed=True),
        a_client(last_heard=None),
        a_client(last_heard=NOW - SILENCE_LIMIT - 1),
    ],
)
def test_anything_else_is_not_ready(client: SummitClient) -> None:
    assert readiness(client, NOW)["ready"] is False


@pytest.mark.parametrize(("path", "status"), [("/livez", 200), ("/readyz", 503), ("/other", 404)])
async def test_it_is_served_over_http(unused_tcp_port: int, path: str, status: int) -> None:
    address = f"http://127.0.0.1:{unused_tcp_port}{path}"
    async with (
        serving_health(a_client(last_heard=None), "127.0.0.1", unused_tcp_port),
        aiohttp.ClientSession() as session,
        session.get(address) as response,
    ):
        assert response.status == status


async def test_port_0_serves_nothing() -> None:
    async with serving_health(a_client(), "no such host", 0):
        pass
