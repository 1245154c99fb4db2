"""docs/benchmarks.md holds what several programs measured: each replaces its own section and leaves the others."""
import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"


def replace(heading: str, text: str, page: Path = PAGE):
    """Puts `text` below `## heading`, in place of what stood there; a new heading goes to the end."""
    before, *sections = re.split(r"^(?=## )", page.read_text(), flags=re.M)
    fresh = f"## {heading}\n\n{text.strip()}\n"
    at = next((i for i, section in enumerate(sections) if section.startswith(f"## {heading}\n")), len(sections))
    sections[at : at + 1] = [fresh]
    page.write_text("\n".join(part.strip() + "\n" for part in (before, *sections)))
