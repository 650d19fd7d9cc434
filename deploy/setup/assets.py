"""The front end's files that pages, letters and certificates use: copied from the installed packages, never committed."""

from __future__ import annotations

import shutil
from pathlib import Path

from steps import ROOT, Failed

MODULES, VENDOR = ROOT / "node_modules", ROOT / "app" / "web" / "static" / "vendor"
FILES = {
    "govuk-frontend/dist/govuk/govuk-frontend.min.css": "",
    "govuk-frontend/dist/govuk/govuk-frontend.min.js": "",
    "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2": "fonts",
    "@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2": "fonts",
    "@expo-google-fonts/eb-garamond/400Regular/EBGaramond_400Regular.ttf": "fonts",
    "@expo-google-fonts/eb-garamond/400Regular_Italic/EBGaramond_400Regular_Italic.ttf": "fonts",
    "@expo-google-fonts/amiri/400Regular/Amiri_400Regular.ttf": "fonts",
}


def copy() -> None:
    for name, folder in FILES.items():
        source, target = MODULES / name, VENDOR / folder / Path(name).name
        if not source.exists():
            raise Failed(f"node_modules/{name} is missing.", "Remove node_modules and run the same command again.")
        if not target.exists() or target.stat().st_mtime != source.stat().st_mtime:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
