"""Jobs that break their worker: imported by name in processes of their own."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence

from form4_grammar.bulk.pages import Page
from form4_grammar.bulk.pool import Settings, Started


def shout(pages: Sequence[Page], settings: Settings, started: Started) -> list[str]:
    """Each page in capitals; ``kill``, ``exit`` and ``sleep`` do that instead, and noise goes to stdout."""
    made = []
    for number, page in enumerate(pages):
        if page.status:
            made.append(f"{page.name}: {page.status}: {page.problem}")
            continue
        started(number)
        text = (page.content or b"").decode()
        print("noise that must not get between the answers", flush=True)  # noqa: T201
        if text == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif text == "exit":
            os._exit(3)
        elif text == "sleep":
            time.sleep(60)
        made.append(f"{settings['mark']}{text.upper()}")
    return made


def never(pages: Sequence[Page], settings: Settings, started: Started) -> None:
    """Ends the worker before any page is begun."""
    del pages, settings, started
    os._exit(4)
