# SPDX-License-Identifier: GPL-3.0-or-later
vermilion_test(gui/tst_widgets.cpp LIBS ui_widgets)
vermilion_test(gui/tst_shell.cpp LIBS ui_shell test_support)
vermilion_test(gui/tst_window.cpp LIBS ui_shell test_support)
