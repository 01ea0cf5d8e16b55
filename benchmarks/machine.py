"""Where and when something was measured, and with what: the first line of each table."""

import os
import platform
from datetime import date
from importlib.metadata import version

LIBRARIES = ("mkdocs", "mkdocs-material", "jinja2", "pydantic", "lxml")


def main() -> None:
    versions = ", ".join(f"{library} {version(library)}" for library in LIBRARIES)
    print(f"Measured on {date.today()}: {os.cpu_count()} cores, {platform.machine()}, Python", end=" ")
    print(f"{platform.python_version()}, {versions}.\n")


if __name__ == "__main__":
    main()
