# SPDX-License-Identifier: GPL-3.0-or-later
vermilion_test(gui/tst_valuepanel.cpp LIBS ui_values test_support TIMEOUT 180)
