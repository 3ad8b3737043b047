# SPDX-License-Identifier: GPL-3.0-or-later
vermilion_test(live/tst_demoserver.cpp LIBS demo)
vermilion_test(live/tst_demo.cpp LIBS demo TIMEOUT 120)
vermilion_test(live/tst_resp3.cpp LIBS client test_support)
