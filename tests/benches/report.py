#!/usr/bin/env python3
"""Runs the benchmarks and fills the tables of BENCHMARKS.md, and the one in README.md, each between two comments."""

import json
import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
RESULTS = ROOT / "target/criterion"
# glibc must not give memory back between two iterations: for a long string that can take longer than to parse it.
MALLOC = {"MALLOC_MMAP_THRESHOLD_": "1073741824", "MALLOC_TRIM_THRESHOLD_": "1073741824"}


def output(*command):
    environment = {**os.environ, **MALLOC, "CRITERION_HOME": str(RESULTS)}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()


def bench(name, *arguments):
    return output("cargo", "bench", "--quiet", "--package", "intellixent-benches", "--bench", name, "--", *arguments)


def median(group, name):
    """The median and its confidence interval; None if there is no such measurement."""
    path = RESULTS / group / name / "new/estimates.json"
    if not path.exists():
        return None
    found = json.loads(path.read_text())["median"]
    interval = found["confidence_interval"]
    return found["point_estimate"], interval["lower_bound"], interval["upper_bound"]


def ratio(group, name, base):
    of, to = median(group, name), median(group, base)
    if of is None:
        return "cannot decode it"
    return f"{of[0] / to[0]:.2f} ({of[1] / to[2]:.2f}–{of[2] / to[1]:.2f})"


def table(group_title, groups, names, base):
    lines = [f"| {group_title} | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for group, title in groups:
        lines.append(f"| {title} | {' | '.join(ratio(group, name, base) for name in names)} |")
    return "\n".join(lines)


def fetch_instructions():
    counts = dict(line.split(": ") for line in bench("fetch", "callgrind").splitlines())
    rows = [f"| {name} | {int(count):,} | {int(count) / int(counts['by hand']):.2f} |" for name, count in counts.items()]
    return "\n".join(["| one request | instructions | to by hand |", "|---|---|---|", *rows])


def versions():
    lock = (ROOT / "Cargo.lock").read_text()
    found = [re.search(rf'name = "({name})"\nversion = "(.*)"', lock) for name in ("reqwest", "serde_json", "progenitor")]
    return ", ".join([output("rustc", "--version"), *(f"{match[1]} {match[2]}" for match in found)])


def fill(file, sections):
    page = (ROOT / file).read_text()
    for name, text in sections.items():
        page, filled = re.subn(rf"(?s)(<!-- {name} -->\n).*?(<!-- end -->)", rf"\g<1>{text}\n\g<2>", page)
        assert filled == 1, f"{file} has no place for {name}"
    (ROOT / file).write_text(page)


def main():
    subprocess.run(["rm", "-rf", str(RESULTS)], check=True)  # What an earlier run left is no result of this one.
    bench("decode")
    bench("fetch")
    bodies = [(body, body) for body in ("documented call", "2000 turns", "200 KB text")]
    fetches = [(f"fetch, {n} at a time", n) for n in (1, 32, 256)]
    sections = {
        "versions": versions(),
        "decode": table("body", bodies, ["intellixent", "stock progenitor", "Value"], "strict struct"),
        "fetch": table("at a time", fetches, ["intellixent", "stock progenitor"], "by hand"),
        "decode instructions": bench("decode", "callgrind"),
        "fetch instructions": fetch_instructions(),
        "tolerance": bench("tolerance"),
        "outage": output("cargo", "run", "--quiet", "--package", "intellixent-tests", "--example", "outage"),
    }
    fill("BENCHMARKS.md", sections)
    fill("README.md", {"tolerance": sections["tolerance"]})


main()
