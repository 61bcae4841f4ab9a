#!/usr/bin/env python3
"""The licences of the libraries that are part of the program, with their texts as the libraries bring them.

    dist/licences.py >THIRD-PARTY.txt

Read from what cargo says of them, for Windows, Linux and macOS. It ends with 1 where a library names no licence.
"""

import json
import subprocess
import sys
from pathlib import Path

TARGETS = ["x86_64-pc-windows-msvc", "x86_64-pc-windows-gnu", "x86_64-unknown-linux-gnu", "aarch64-apple-darwin"]
NAMES = ("licen", "copying", "notice", "unlicense")


def used():
    """Every library that is compiled into the program, by name and version."""
    found = {}
    for target in TARGETS:
        said = subprocess.run(
            ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", target],
            check=True, capture_output=True, text=True,
        )
        metadata = json.loads(said.stdout)
        packages = {package["id"]: package for package in metadata["packages"]}
        nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
        waiting = [metadata["resolve"]["root"]]
        seen = set(waiting)
        while waiting:
            for dependency in nodes[waiting.pop()]["deps"]:
                is_built_in = any(kind["kind"] is None for kind in dependency["dep_kinds"])
                if is_built_in and dependency["pkg"] not in seen:
                    seen.add(dependency["pkg"])
                    waiting.append(dependency["pkg"])
                    package = packages[dependency["pkg"]]
                    found[package["name"], package["version"]] = package
    return [found[key] for key in sorted(found)]


def main():
    libraries = used()
    print("Licences of the libraries in yardstick\n")
    print("yardstick is one file, and these libraries are part of it. Their texts follow, each once.\n")
    texts, without = {}, []
    for package in libraries:
        licence = package["license"] or package["license_file"]
        if not licence:
            without.append(package["name"])
        name = f"{package['name']} {package['version']}"
        print(f"{name}: {licence}")
        folder = Path(package["manifest_path"]).parent
        for file in sorted(folder.iterdir()):
            if file.is_file() and file.name.lower().startswith(NAMES):
                text = file.read_text(encoding="utf-8", errors="replace").strip()
                texts.setdefault(text, []).append(f"{name} ({file.name})")
    for text, of in texts.items():
        print("\n" + "=" * 100 + "\n" + ", ".join(of) + "\n\n" + text)
    if without:
        sys.exit(f"no licence is named by {', '.join(without)}")


if __name__ == "__main__":
    main()
