# SPDX-License-Identifier: GPL-3.0-or-later
"""The console as assistive technology sees it: names, roles and actions on the accessibility bus, real keys and clicks by xdotool."""
import glob
import os
import re
import signal
import subprocess
import tempfile
import time

import pyatspi

PATIENCE = 60  # seconds; generous, since test machines are slow and busy
CHILDREN = 200  # never walk into a table of a million rows


class Failed(Exception):
    """Something expected did not appear."""


def until(what, attempt, seconds=PATIENCE):
    """Calls attempt() until it returns something true, and returns that."""
    end = time.monotonic() + seconds
    problem = None
    while time.monotonic() < end:
        try:
            found = attempt()
            if found:
                return found
        except Exception as error:  # objects come and go on the bus
            problem = error
        time.sleep(0.05)
    raise Failed(f"{what}: did not happen within {seconds} s" + (f" ({problem!r})" if problem else ""))


def walk(accessible):
    """Everything that is showing, from here down; the cells of tables and trees are left out."""
    if not is_showing(accessible):
        return
    yield accessible
    if accessible.getRole() in (pyatspi.ROLE_TABLE, pyatspi.ROLE_TREE, pyatspi.ROLE_TREE_TABLE):
        return
    for i in range(min(accessible.childCount, CHILDREN)):
        child = accessible.getChildAtIndex(i)
        if child is not None:
            yield from walk(child)


def is_showing(accessible):
    return accessible.getState().contains(pyatspi.STATE_SHOWING)


def is_enabled(accessible):
    return accessible.getState().contains(pyatspi.STATE_ENABLED)


def xdotool(*arguments):
    subprocess.run(["xdotool", *map(str, arguments)], check=True, timeout=PATIENCE)


def key(*names):
    xdotool("key", "--clearmodifiers", *names)


def click(accessible, count=1):
    box = accessible.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    xdotool("mousemove", box.x + min(box.width // 2, 40), box.y + box.height // 2)
    xdotool("click", "--repeat", count, "--delay", 60, 1)


def press(button):
    actions = button.queryAction()
    for i in range(actions.nActions):
        if actions.getName(i) == "Press":
            actions.doAction(i)
            return
    raise Failed(f"{button.name!r} cannot be pressed")


def text_of(field):
    return field.queryText().getText(0, -1)


class Console:
    """The program on its demo, with a temporary folder of its own, so that the demo's server can be found from outside."""

    def __init__(self, program):
        self.folder = tempfile.TemporaryDirectory(prefix="vermilion-a11y-", dir="/tmp")
        self.process = subprocess.Popen([program, "--demo"], env={**os.environ, "TMPDIR": self.folder.name})
        self.app = until("the program on the accessibility bus", self._on_bus)

    def _on_bus(self):
        if self.process.poll() is not None:
            raise SystemExit(f"the program ended with code {self.process.returncode}")
        desktop = pyatspi.Registry.getDesktop(0)
        for i in range(desktop.childCount):
            child = desktop.getChildAtIndex(i)
            if child is not None and child.get_process_id() == self.process.pid:
                return child
        return None

    def find(self, role, name, seconds=PATIENCE, enabled=True):
        """The showing control with this role whose accessible name matches; names are searched as regular expressions."""
        wanted = re.compile(name, re.IGNORECASE)

        def attempt():
            for accessible in walk(self.app):
                if (accessible.getRole() == role and wanted.search(accessible.name)
                        and (not enabled or is_enabled(accessible))):
                    return accessible
            return None
        return until(f"a {role} named {name!r}", attempt, seconds)

    def nameless(self):
        """Controls that take the focus but say nothing to someone who cannot see them."""
        problems = []
        for accessible in walk(self.app):
            states = accessible.getState()
            if not states.contains(pyatspi.STATE_FOCUSABLE):
                continue
            # A label's name is its text: an empty one has nothing to say.
            if accessible.getRole() in (pyatspi.ROLE_FRAME, pyatspi.ROLE_FILLER, pyatspi.ROLE_PANEL, pyatspi.ROLE_LABEL):
                continue
            if not accessible.name.strip():
                parents, parent = [], accessible.parent
                while parent is not None and len(parents) < 4:
                    parents.append(f"{parent.getRoleName()} {parent.name!r}")
                    parent = parent.parent
                problems.append(f"{accessible.getRoleName()} in " + ", in ".join(parents))
        return problems

    def redis(self, *command):
        """What the demo's server answers to redis-cli."""
        sockets = glob.glob(os.path.join(self.folder.name, "vermilion-demo-*", "redis.sock"))
        if len(sockets) != 1:
            raise Failed(f"one demo server expected, found {sockets}")
        result = subprocess.run(["redis-cli", "-s", sockets[0], "--raw", *command], check=True, capture_output=True, timeout=PATIENCE)
        return result.stdout.decode("utf-8", "replace").rstrip("\n")

    def close(self):
        """Kills the program, as a crash would: the demo must go all the same."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)
        until("the demo's folder is gone", lambda: not glob.glob(os.path.join(self.folder.name, "vermilion-demo-*")))
        self.folder.cleanup()
