# SPDX-License-Identifier: GPL-3.0-or-later
vermilion_test(unit/tst_bytes.cpp LIBS base)
vermilion_test(unit/tst_format.cpp LIBS base)
vermilion_test(unit/tst_errors.cpp LIBS base)
vermilion_test(unit/tst_stallmeter.cpp LIBS base)
