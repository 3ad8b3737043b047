# SPDX-License-Identifier: GPL-3.0-or-later
vermilion_test(live/tst_connection.cpp LIBS client test_support TIMEOUT 120)
vermilion_test(live/tst_connecting.cpp LIBS client test_support TIMEOUT 180)
vermilion_test(live/tst_breaking.cpp LIBS client test_support TIMEOUT 180)
vermilion_test(live/tst_session.cpp LIBS client test_support TIMEOUT 180)
