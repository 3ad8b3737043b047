#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""main_job.py PROGRAM: the main job without eyes. Opens the demo, finds a key by its name, edits its value and its TTL through the
accessibility bus and the keyboard, and asks the server with redis-cli what became of it."""
import sys

import pyatspi

from console import Console, Failed, click, is_showing, key, press, text_of, until

KEY = "feature:flags"
DAY = 24 * 3600


def cell_of(tree, name):
    """The first cell whose name has the key's name in it. Rows of a table are asked for one by one, never walked."""
    table = tree.queryTable()
    for row in range(min(table.nRows, 60)):
        cell = table.getAccessibleAt(row, 0)
        if cell is not None and name in cell.name:
            return cell
    return None


def open_key(console):
    tree = console.find(pyatspi.ROLE_TREE, "^keys by namespace")
    until("namespaces in the tree", lambda: tree.queryTable().nRows > 5)
    search = console.find(pyatspi.ROLE_TEXT, "^search keys")
    search.queryEditableText().setTextContents(KEY)
    cell = until(f"{KEY} in the tree", lambda: cell_of(tree, KEY))
    click(cell)


def edit_value(console):
    before = console.redis("PTTL", KEY)
    editor = until("the value in an editor", lambda: next(
        (field for field in [console.find(pyatspi.ROLE_TEXT, "^value", 1)] if "search_v2" in text_of(field)), None))
    changed = text_of(editor).replace("0.25", "0.75")
    editor.queryEditableText().setTextContents(changed)
    press(console.find(pyatspi.ROLE_PUSH_BUTTON, "^save"))
    until("the new value on the server", lambda: "0.75" in console.redis("GET", KEY))
    after = int(console.redis("PTTL", KEY))
    if not 0 < after <= int(before):
        raise Failed(f"saving changed the TTL from {before} to {after} ms")


def edit_ttl(console):
    press(console.find(pyatspi.ROLE_PUSH_BUTTON, "^edit ttl"))
    field = console.find(pyatspi.ROLE_TEXT, "^time to live")
    field.queryEditableText().setTextContents("90d")
    key("Return")
    until("the new TTL on the server", lambda: 89 * DAY < int(console.redis("TTL", KEY)) <= 90 * DAY)
    until("the question closed", lambda: not is_showing(field))


def check_names(console, place):
    problems = console.nameless()
    if problems:
        raise Failed(f"{place}: controls without a name:\n  " + "\n  ".join(problems))


def main():
    console = Console(sys.argv[1])
    try:
        until("the demo's server", lambda: console.redis("PING") == "PONG")
        until("the demo's data", lambda: console.redis("EXISTS", KEY) == "1")
        open_key(console)
        edit_value(console)
        check_names(console, "the window with an open key")
        edit_ttl(console)
        print(f"{KEY} was found, edited and given a TTL without eyes")
    finally:
        console.close()


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"failed: {failure}")
