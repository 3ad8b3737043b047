# SPDX-License-Identifier: GPL-3.0-or-later
vermilion_test(live/tst_valueedits.cpp LIBS values test_support TIMEOUT 180)
vermilion_test(live/tst_valuetrouble.cpp LIBS values test_support TIMEOUT 180)
