# SPDX-License-Identifier: GPL-3.0-or-later
vermilion_test(unit/tst_codecs.cpp LIBS values)
vermilion_test(unit/tst_editplan.cpp LIBS values)
vermilion_test(unit/tst_valuepager.cpp LIBS values)
