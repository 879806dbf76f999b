"""The pages of the cases, damaged anyhow."""

from __future__ import annotations

from conftest import case_text, cases
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

PAGES = {name: case_text(name) for name in cases()}


RELAXED = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def damaged_pages(draw: st.DrawFn) -> str:
    """A page with lines deleted, doubled, swapped or cut off anywhere, several times over."""
    lines = PAGES[draw(st.sampled_from(sorted(PAGES)))].split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(lines) - 1, 0)))
        match draw(st.sampled_from(["delete", "double", "swap", "cut", "end"])):
            case "delete":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case _:
                lines = lines[: at + 1]
        if not lines:
            lines = [""]
    return "\n".join(lines)
