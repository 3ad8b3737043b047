# SPDX-License-Identifier: GPL-3.0-or-later
vermilion_test(unit/tst_multiplexer.cpp LIBS client)
vermilion_test(unit/tst_handshake.cpp LIBS client)
vermilion_test(unit/tst_commandgate.cpp LIBS client)
vermilion_test(unit/tst_reconnectpolicy.cpp LIBS client)
