# SPDX-License-Identifier: GPL-3.0-or-later
if(VERMILION_UI)
  vermilion_test(unit/tst_startoptions.cpp LIBS app)
  vermilion_test(unit/tst_settings.cpp LIBS ui_shell)
endif()
