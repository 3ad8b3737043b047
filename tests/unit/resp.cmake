# SPDX-License-Identifier: GPL-3.0-or-later
vermilion_test(unit/tst_replyparser.cpp LIBS resp)
vermilion_test(unit/tst_reply.cpp LIBS resp)
vermilion_test(unit/tst_commandline.cpp LIBS resp)
