# SPDX-License-Identifier: GPL-3.0-or-later
vermilion_test(live/tst_scan.cpp LIBS keyspace test_support TIMEOUT 180)
vermilion_test(live/tst_browsing.cpp LIBS keyspace test_support TIMEOUT 180)
vermilion_test(live/tst_bulk.cpp LIBS keyspace test_support TIMEOUT 180)
