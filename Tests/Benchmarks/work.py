"""A row of a benchmark: commands that do a piece of work, and how long pki takes beside others."""
import os, pathlib, statistics, subprocess, sys

HERE = pathlib.Path(__file__).resolve().parent
BENCH = HERE.parent.parent / ".build/bench"
SLACK = 1.15
CALM = {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": "/"}
LEAN = dict(CALM, SSL_CERT_FILE="/nonexistent", SSL_CERT_DIR="/nonexistent")


class Work:
    """Commands that together do a piece of work; {n} in them is another number each time. What is a part of the work
    only, because the whole would take too long, counts so many times. They run in a folder, or in the caller's."""

    def __init__(self, *commands, lean=True, times=1, status=0, folder=None):
        self.commands, self.environment, self.folder, self.runs = commands, LEAN if lean else CALM, folder, 0
        self.times, self.status = times, status

    def run(self):
        """Microseconds of CPU and on the clock, and the peak of memory in KiB."""
        self.runs += 1
        time = clock = memory = 0
        for command in self.commands:
            argv = [str(BENCH / "measure")] + [str(word).replace("{n}", str(self.runs)) for word in command]
            result = subprocess.run(
                argv, env=self.environment, cwd=self.folder, capture_output=True, text=True, check=True)
            micros, elapsed, kilobytes, status = map(int, result.stdout.split())
            if status != self.status:
                sys.exit(f"exit {status}: {' '.join(argv[1:])}")
            time, clock, memory = time + micros, clock + elapsed, max(memory, kilobytes)
        return time * self.times, clock * self.times, memory


class Row:
    """Our work beside others': others is (title, work, goal) with goal None where there is none."""

    def __init__(self, title, ours, *others, rounds, clock=False):
        self.title, self.ours, self.others, self.rounds, self.column = title, ours, others, rounds, 1 if clock else 0

    def series(self):
        """Prints one series; gives whether all goals were met, with the slack of the machine."""
        times = [[] for _ in range(1 + len(self.others))]
        for work in [self.ours] + [other[1] for other in self.others]:
            work.run()
        for _ in range(self.rounds):
            for column, work in zip(times, [self.ours] + [other[1] for other in self.others]):
                column.append(work.run()[self.column] / 1000)
        met = True
        print(f"{self.title}\n  {'pki':30} {min(times[0]):10.2f} {statistics.median(times[0]):10.2f}")
        for (title, _, goal), column in zip(self.others, times[1:]):
            ratio = statistics.median(a / b for a, b in zip(times[0], column))
            verdict = ""
            if goal is not None:
                verdict = f"{goal:7.2f}  {'met' if ratio <= goal else 'near' if ratio <= goal * SLACK else 'MISSED'}"
                met = met and ratio <= goal * SLACK
            print(f"  {title:30} {min(column):10.2f} {statistics.median(column):10.2f} {ratio:7.2f} {verdict}", flush=True)
        return met


def output(*argv, environment=LEAN):
    return subprocess.run([str(word) for word in argv], env=environment, capture_output=True, text=True, check=True).stdout


def same(what, found, expected):
    if found != expected:
        sys.exit(f"wrong answer, nothing was timed: {what}: found {found!r:.200}, expected {expected!r:.200}")
