#!/usr/bin/env python3
"""What docs/claims.md says of Python, measured. Takes under half a minute. Needs nothing but CPython 3.6,
and 3.8 for part 6.

    python3 docs/claims/claims.py        # all parts
    python3 docs/claims/claims.py 4 5    # these parts

It exits with 1 if something is seen that the page rules out. What depends on chance (how much is lost) is printed
only; the page quotes one run.
"""

import platform
import sys
import threading
import time
import timeit
from collections import defaultdict

TIMINGS = [f"timing.{number}" for number in range(7)]  # as many as Arroyo's consumer has
COUNTERS = [f"counter.{number}" for number in range(6)]
faults = []


class Sink:
    """Adds up what it is handed. In what is measured here, one thread at a time calls it."""

    def __init__(self):
        self.total = 0

    def take(self, key, value):
        self.total += value


class Naive:
    """What Arroyo's buffer did up to 2.37.0: adds by += to a defaultdict, walks both, then clears both. A record
    flushes when the interval is over."""

    interval = 1.0  # seconds

    def __init__(self, sink):
        self.sink = sink
        self.timings = defaultdict(float)
        self.counters = defaultdict(int)
        self.reset()

    def timing(self, key, value):
        self.timings[key] += value
        self.flush_if_due()

    def count(self, key, value):
        self.counters[key] += value
        self.flush_if_due()

    def flush_if_due(self):
        if time.time() - self.last_flush > self.interval:
            self.flush()

    def flush(self):
        for key, value in self.timings.items():
            self.sink.take(key, value)
        for key, value in self.counters.items():
            self.sink.take(key, value)
        self.reset()

    def reset(self):
        self.timings.clear()
        self.counters.clear()
        self.last_flush = time.time()

    def left(self):
        return sum(self.timings.values()) + sum(self.counters.values())


class Copied(Naive):
    """The change of the first write-up: walks lists of the items, then clears the totals."""

    def flush(self):
        for key, value in list(self.timings.items()):
            self.sink.take(key, value)
        for key, value in list(self.counters.items()):
            self.sink.take(key, value)
        self.reset()


class Get(Naive):
    """The same addition with a call in it, as for a dict that is no defaultdict."""

    def count(self, key, value):
        self.counters[key] = self.counters.get(key, 0) + value
        self.flush_if_due()


class Throws(Naive):
    def flush(self):
        raise RuntimeError("this flush never works")


class DropsAll(Naive):
    def flush(self):
        self.reset()


class Locked(Naive):
    """Swaps the totals under a lock that recorders take, too, and emits after releasing it."""

    def __init__(self, sink):
        self.lock = threading.Lock()
        super().__init__(sink)

    def timing(self, key, value):
        with self.lock:
            self.timings[key] += value
        self.flush_if_due()

    def count(self, key, value):
        with self.lock:
            self.counters[key] += value
        self.flush_if_due()

    def flush(self):
        with self.lock:
            taken = self.timings, self.counters
            self.timings, self.counters = defaultdict(float), defaultdict(int)
            self.last_flush = time.time()
        for totals in taken:
            for key, value in totals.items():
                self.sink.take(key, value)


def threads(*bodies):
    """Runs each in a thread of its own; what they threw."""
    thrown = []

    def keeping(body):
        def run():
            try:
                body()
            except Exception as e:  # handed to the caller
                thrown.append(e)
        return run

    started = [threading.Thread(target=keeping(body)) for body in bodies]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    return thrown


def cost_of_copies():
    print("\n1. What a copy costs, ns, best of 7")
    print(f"   {'items':>6} {'list(d.items())':>16} {'d.copy()':>10} {'ratio':>6}")
    for size in (6, 13, 100, 10_000):
        d = {f"metric.{number}": number for number in range(size)}
        calls = max(20, 400_000 // size)
        listed = min(timeit.repeat(lambda: list(d.items()), number=calls, repeat=7)) / calls * 1e9
        copied = min(timeit.repeat(lambda: d.copy(), number=calls, repeat=7)) / calls * 1e9
        print(f"   {size:>6} {listed:>16,.0f} {copied:>10,.0f} {listed / copied:>6.1f}")


def what_a_list_is():
    print("\n2. What list(d.items()) is")
    d = {"a": 1}
    snapshot = list(d.items())
    d["a"] = 2
    d["b"] = 3
    print(f"   after the dictionary changed: {snapshot}, a {type(snapshot).__name__}")
    if snapshot != [("a", 1)]:
        faults.append("the copy followed the dictionary")
    snapshot.append(("c", 4))  # a list, so nothing keeps anyone from this


def forced():
    print("\n3. 10 units recorded while the sink is handed the first of two keys; then a second flush")
    print(f"   {'buffer':<9} {'record':<18} {'recorded':>8} {'delivered':>9}  thrown")
    for buffer_class in (Naive, Copied, Locked):
        for case, key in (("of that key", COUNTERS[0]), ("of a new key", COUNTERS[2])):
            sink = Sink()
            buffer = buffer_class(sink)
            buffer.count(COUNTERS[0], 1)
            buffer.count(COUNTERS[1], 1)
            take, pending = sink.take, [key]

            def hooked(at, value):
                take(at, value)
                if pending:  # on another thread, while the flush is in the sink
                    late = pending.pop()
                    thrown = threads(lambda: buffer.count(late, 10))
                    if thrown:
                        raise thrown[0]

            sink.take = hooked
            thrown = ""
            try:
                buffer.flush()
            except RuntimeError as e:
                thrown = str(e)
            buffer.flush()
            print(f"   {buffer_class.__name__:<9} {case:<18} {12:>8} {sink.total:>9}  {thrown}".rstrip())
            right = buffer_class is Locked
            if right != (sink.total == 12):
                faults.append(f"{buffer_class.__name__}, {case}: {sink.total} of 12")


def under_load(each=200_000):
    print(f"\n4. Two recorders, {each:,} units each over {len(TIMINGS + COUNTERS)} keys, "
          "one thread that flushes without a pause")
    print(f"   {'buffer':<9} {'recorded':>9} {'delivered':>9} {'missing':>9}  exceptions")
    print("   (net: below 0, more was delivered than recorded)")
    for buffer_class in (Naive, Copied, Locked):
        sink = Sink()
        buffer = buffer_class(sink)
        done = threading.Event()
        thrown_by_flush = []

        records = [(buffer.timing, key) for key in TIMINGS] + [(buffer.count, key) for key in COUNTERS]

        def recorder():
            for number in range(each):
                record, key = records[number % len(records)]
                record(key, 1)

        def flusher():
            while not done.is_set():
                try:
                    buffer.flush()
                except RuntimeError as e:
                    thrown_by_flush.append(e)

        def recorders():
            thrown = threads(recorder, recorder)
            done.set()
            if thrown:
                raise thrown[0]

        thrown = threads(flusher, recorders)
        buffer.flush()
        missing = 2 * each - sink.total
        print(f"   {buffer_class.__name__:<9} {2 * each:>9,} {sink.total:>9,.0f} {missing:>9,.0f}  "
              f"{len(thrown_by_flush)} by flushes, {len(thrown)} by recorders")
        if buffer_class is Locked and missing:
            faults.append("the lock lost units")


def increments(each=300_000):
    print(f"\n5. Two recorders of one counter, {each:,} units each, nobody flushes")
    default = sys.getswitchinterval()
    for buffer_class, statement in ((Naive, "d[k] += v"), (Get, "d[k] = d.get(k, 0) + v")):
        for switch in (default, 1e-6):
            buffer = buffer_class(Sink())
            buffer.interval = float("inf")

            def recorder():
                for _ in range(each):
                    buffer.count("one", 1)

            sys.setswitchinterval(switch)
            try:
                thrown = threads(recorder, recorder)
            finally:
                sys.setswitchinterval(default)
            print(f"   {statement:<23} switch interval {switch * 1000:>5g} ms: {2 * each - buffer.left():>7,} "
                  f"of {2 * each:,} missing, {len(thrown)} exceptions")


def the_stress_test():
    """Of the shape that the first write-up proposes: one flusher, two recorders of one key, nothing asserted."""
    print("\n6. The stress test that cannot fail, 5 times each")
    died = []
    hook, threading.excepthook = threading.excepthook, lambda args: died.append(args.exc_value)

    def stress(buffer):
        pause = threading.Event()

        def flushes():
            for _ in range(100):
                buffer.flush()
                pause.wait(0.001)

        def records():
            for _ in range(1_000):
                buffer.count("one", 1)
                pause.wait(0.0001)

        started = [threading.Thread(target=body) for body in (flushes, records, records)]
        for thread in started:
            thread.start()
        for thread in started:
            thread.join()
        # The end: what it waits for would have been thrown in another thread.

    try:
        for buffer_class in (Naive, Copied, Throws, DropsAll):
            died.clear()
            passed, missing = 0, 0
            for _ in range(5):
                sink = Sink()
                buffer = buffer_class(sink)
                try:
                    stress(buffer)
                    passed += 1
                except Exception:
                    pass
                missing += 2_000 - sink.total - buffer.left()
            print(f"   {buffer_class.__name__:<9} passed {passed} of 5; exceptions that died in a thread: {len(died)};"
                  f" units missing: {missing:,} of 10,000")
            if passed != 5:
                faults.append(f"the stress test failed for {buffer_class.__name__}")
    finally:
        threading.excepthook = hook


PARTS = (cost_of_copies, what_a_list_is, forced, under_load, increments, the_stress_test)


def main():
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}, "
          f"GIL {'on' if gil else 'off'}")
    for number in [int(argument) for argument in sys.argv[1:]] or range(1, len(PARTS) + 1):
        PARTS[number - 1]()
    if faults:
        print("\nNot as docs/claims.md says: " + "; ".join(faults))
        sys.exit(1)


if __name__ == "__main__":
    main()
