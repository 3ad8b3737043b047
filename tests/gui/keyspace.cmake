# SPDX-License-Identifier: GPL-3.0-or-later
vermilion_test(gui/tst_keyspanel.cpp LIBS ui_keyspace test_support TIMEOUT 120)
