"""Run every test and say in the last lines what was left out and why."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter

SKIPPED = re.compile(r"^SKIPPED \[(\d+)\] (\S+?):?\d*:? (.*)$")


def main(arguments: list[str]) -> int:
    command = [sys.executable, "-m", "pytest", "-n", os.environ.get("TEST_PROCESSES", "2"), "-q", *arguments]
    left_out: Counter[str] = Counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, bufsize=1) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            if match := SKIPPED.match(line):
                left_out[match[3].strip()] += int(match[1])
    print("\nLeft out:" if left_out else "\nNothing was left out.")
    for reason, count in left_out.items():
        print(f"  {count} tests: {reason}")
    return process.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
