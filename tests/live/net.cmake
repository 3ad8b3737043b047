# SPDX-License-Identifier: GPL-3.0-or-later
vermilion_test(live/tst_redisserver.cpp LIBS test_support)
