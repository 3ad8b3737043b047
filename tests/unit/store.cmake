# SPDX-License-Identifier: GPL-3.0-or-later
vermilion_test(unit/tst_keystore.cpp LIBS store base)
vermilion_test(unit/tst_keystorefilter.cpp LIBS store base)
vermilion_test(unit/tst_keystorethreads.cpp LIBS store base)
