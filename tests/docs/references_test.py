#!/usr/bin/env python3
"""references_test.py ROOT PROGRAM: what the documentation names is there.

Links and their anchors lead somewhere; headers and names of the library exist; options exist, and each option of the program is
in docs/command-line.md; lines of C++ are those of files that are compiled.
"""
import pathlib
import re
import subprocess
import sys

# A section that names what is not there yet.
NOT_THERE = re.compile(r"^## (Not there yet|What we do not have)$", re.M)
COMMANDS = ("protect", "suppress", "round", "coarsen", "audit", "score", "verify", "inspect", "policies")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
# Of other programs and scripts.
FOREIGN = {"--browser", "--install", "--prefix", "--cflags", "--libs", "--static", "--build", "--preset"}
# Named there because some command lacks them.
PARTLY = {"--linked", "--base"}


def slug(heading):
    """The anchor that GitHub makes of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def without_fences(text):
    return re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)


def split_missing(text):
    """The text without the sections on what is not there, and those sections."""
    rest, missing = "", ""
    for section in re.split(r"(?m)^(?=## )", text):
        if NOT_THERE.match(section.split("\n", 1)[0]):
            missing += section
        else:
            rest += section
    return rest, missing


def check_links(root, page, text):
    faults = []
    for target in re.findall(r"\]\(([^)\s]+)\)", without_fences(text)):
        if target.startswith(("http:", "https:")):
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        if not file.exists():
            faults.append(f"{target}: no such file")
        elif anchor:
            headings = re.findall(r"(?m)^#+ (.*)$", without_fences(file.read_text()))
            if anchor not in map(slug, headings):
                faults.append(f"{target}: no such heading")
    return faults


def check_names(root, text, sources):
    faults = []
    for header in set(re.findall(r"\bsdc/[\w/]+\.(?:hpp|ipp)", text)):
        if not (root / "include" / header).exists():
            faults.append(f"{header}: no such header")
    for path in set(re.findall(r"`((?:tests|src|bench|examples|cmake|docs|include)/[\w./-]+)`", text)):
        if not (root / path.rstrip("/")).exists():
            faults.append(f"{path}: no such path")
    for name in set(re.findall(r"\bsdc::(?:foi::)?(\w+)", text)):
        if not re.search(rf"\b{name}\b", sources):
            faults.append(f"sdc::{name}: no such name")
    return faults


def check_code(text, compiled):
    """Lines of C++ blocks; "// ..." stands for lines that are left out."""
    faults = []
    for block in re.findall(r"^```cpp\n(.*?)^```$", text, flags=re.M | re.S):
        for line in map(str.strip, block.split("\n")):
            if line and line != "// ..." and line not in compiled:
                faults.append(f"no compiled file has: {line}")
    return faults


def main():
    if len(sys.argv) != 3:
        print("usage: references_test.py ROOT PROGRAM", file=sys.stderr)
        return 2
    root, program = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    pages = [root / "README.md", *sorted((root / "docs").glob("*.md"))]
    sources = "\n".join(f.read_text() for f in sorted((root / "include").rglob("*.?pp")))
    compiled = {line.strip() for folder in ("tests/docs", "examples") for f in (root / folder).rglob("*.cpp")
                for line in f.read_text().split("\n")}
    helps = "".join(subprocess.run([program, command, "--help"], capture_output=True, text=True, check=True).stdout
                    for command in COMMANDS)
    options = set(re.findall(r"(?m)^  (?:-\w,)?(--[a-z-]+)", helps)) | set(re.findall(r",(--[a-z-]+)", helps)) | {"--help"}
    faults = []
    for page in pages:
        text = page.read_text()
        found = check_links(root, page, text) + check_names(root, text, sources) + check_code(text, compiled)
        rest, missing = split_missing(text)
        if page.name != "README.md":
            found += [f"{o}: no such option" for o in set(OPTION.findall(rest)) - options - FOREIGN]
            found += [f"{o}: is there by now" for o in set(OPTION.findall(missing)) & (options - PARTLY)]
        faults += [f"{page.relative_to(root)}: {fault}" for fault in sorted(found)]
    documented = (root / "docs/command-line.md").read_text()
    faults += [f"docs/command-line.md: nothing on {option}" for option in sorted(options) if option not in documented]
    for fault in faults:
        print(fault)
    print(f"{len(pages)} pages, {len(options)} options, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
