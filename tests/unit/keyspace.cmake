# SPDX-License-Identifier: GPL-3.0-or-later
vermilion_test(unit/tst_scanplan.cpp LIBS keyspace)
vermilion_test(unit/tst_keysearch.cpp LIBS keyspace)
vermilion_test(unit/tst_keyspaceevents.cpp LIBS keyspace)
vermilion_test(unit/tst_bulktarget.cpp LIBS keyspace)
vermilion_test(unit/tst_keytreemodel.cpp LIBS keyspace)
vermilion_test(unit/tst_keylistmodel.cpp LIBS keyspace)
