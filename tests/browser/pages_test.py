#!/usr/bin/env python3
"""pages_test.py ROOT PROGRAM: the web pages that the program writes, in a browser.

axe-core finds no fault in them, on a wide and on a narrow screen; of the report each page that is printed says that it is private,
and nothing is fetched. Exit status 77 where Chromium or axe-core is missing: `bash cmake/setup-debian.sh --browser` installs both.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
PRIVATE = "PRIVATE - do not publish"
# Width and height of the window.
SCREENS = ((1280, 900), (360, 640))
RESULT = re.compile(r'<pre id="axe-result">(.*?)</pre>', re.S)
RUN = """<script>
axe.run(document, {resultTypes: ["violations"]}).then(found => {
  const made = document.createElement("pre");
  made.id = "axe-result";
  made.textContent = encodeURIComponent(JSON.stringify({
    rules: found.passes.length + found.violations.length,
    violations: found.violations.map(v => ({id: v.id, help: v.help, where: v.nodes.map(n => n.html)}))}));
  document.body.append(made);
});
</script>
"""


def find_axe(root):
    """The source of axe-core; None if it is not installed."""
    folders = [os.environ.get("SDCKIT_NODE_MODULES", ""), root / "node_modules", "/usr/local/lib/node_modules",
               "/usr/lib/node_modules", "/usr/share/nodejs"]
    for folder in folders:
        source = pathlib.Path(folder) / "axe-core" / "axe.min.js"
        if str(folder) and source.is_file():
            return source.read_text(encoding="utf-8")
    return None


def browse(chromium, work, *options):
    # A profile of its own, and no sandbox, which a container has no right to.
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={work / 'profile'}",
               "--virtual-time-budget=20000", *options]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=240, check=True).stdout


def faults_of(chromium, work, page, axe):
    """What axe-core finds on each screen."""
    from urllib.parse import unquote
    checked = work / f"checked_{page.name}"
    text = page.read_text(encoding="utf-8")
    checked.write_text(text.replace("</body>", f"<script>{axe}</script>\n{RUN}</body>"), encoding="utf-8")
    faults = []
    for width, height in SCREENS:
        dom = browse(chromium, work, f"--window-size={width},{height}", "--dump-dom", f"file://{checked}")
        found = RESULT.search(dom)
        if found is None:
            faults.append(f"{page.name}: axe-core gave no result at {width} pixels")
            continue
        result = json.loads(unquote(found.group(1)))
        if result["rules"] < 10:
            faults.append(f"{page.name}: only {result['rules']} rules applied")
        for v in result["violations"]:
            faults.append(f"{page.name} at {width} pixels: {v['id']}: {v['help']}: {v['where'][:3]}")
    return faults


def check_that_faults_are_found(chromium, work, axe):
    """A test that cannot fail is none."""
    bad = work / "bad.html"
    bad.write_text("<html><body><img src='x.png'><p style='color: #ccc'>pale</p></body></html>", encoding="utf-8")
    found = " ".join(faults_of(chromium, work, bad, axe))
    return [f"axe-core does not find {rule}" for rule in ("image-alt", "color-contrast", "html-has-lang") if rule not in found]


def print_faults(chromium, work, page, private):
    """Of a report each printed page says that it is private; of a release none."""
    pdf = work / f"{page.name}.pdf"
    browse(chromium, work, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", f"file://{page}")
    pages = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, encoding="utf-8",
                           check=True).stdout.split("\f")[:-1]
    said = [PRIVATE in re.sub(r"\s+", " ", text) for text in pages]
    print(f"{page.name}: {page.stat().st_size} bytes, {len(pages)} printed pages, {sum(said)} of them private")
    if not pages or (not all(said) if private else any(said)):
        return [f"{page.name}: {sum(said)} of {len(pages)} printed pages are private"]
    return []


def write_pages(program, root, work):
    """(page, whether it is private) of small and large tables, suppressed, rounded and linked."""
    data = work / "data" # the further tables are written beside their description
    shutil.copytree(root / "examples/data", data)
    offences = ["--input", data / "offences.csv", "--count", "count", "--dimension", f"area={data / 'area.csv'}",
                "--dimension", "offence", "--threshold", "5"]
    people = work / "people.csv"
    # The codes of one dimension are hostile, and there are more of them than a page has room for.
    rows = [f"{area},\"<b>{code}</b>\",{sex},{1 + area * code % 9 * 3}" for area in range(40) for code in range(16) for sex in "fm"]
    people.write_text("\n".join(["area,code,sex,n", *rows, ""]))
    runs = {"suppressed": ["suppress", *offences],
            "linked": ["suppress", *offences, "--linked", data / "linked/further.json"],
            "rounded": ["round", *offences, "--base", "10"],
            "one_dimension": ["suppress", "--input", data / "offences.csv", "--count", "count", "--dimension", "offence",
                              "--threshold", "5"],
            "large": ["suppress", "--input", people, "--count", "n", "--dimension", "area", "--dimension", "sex",
                      "--dimension", "code", "--threshold", "5", "--effort", "0"]}
    pages = []
    for name, command in runs.items():
        public, report = work / f"{name}.html", work / f"{name}_report.html"
        subprocess.run([program, *map(str, command), "--quiet", "--format", "html", "--output", public, "--report", report],
                       check=True)
        pages += [(public, False), (report, True)]
    return pages


def main():
    if len(sys.argv) != 3:
        print("usage: pages_test.py ROOT PROGRAM", file=sys.stderr)
        return 2
    root, program = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    axe = find_axe(root)
    missing = [name for name, there in (("Chromium", chromium), ("axe-core", axe), ("pdftotext", shutil.which("pdftotext"))) if not there]
    if missing:
        print(f"skipped: {' and '.join(missing)} not found; bash cmake/setup-debian.sh --browser installs what is missing")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        faults = check_that_faults_are_found(chromium, work, axe)
        for page, private in write_pages(program, root, work):
            faults += faults_of(chromium, work, page, axe) + print_faults(chromium, work, page, private)
        kept = os.environ.get("SDCKIT_KEEP_PAGES")
        if kept:
            shutil.copytree(work, kept, dirs_exist_ok=True, ignore=shutil.ignore_patterns("profile"))
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
