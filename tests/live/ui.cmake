# SPDX-License-Identifier: GPL-3.0-or-later
if(VERMILION_UI)
  vermilion_test(live/tst_ending.cpp LIBS base TIMEOUT 180)
  target_compile_definitions(tst_ending PRIVATE VERMILION_PROGRAM="$<TARGET_FILE:vermilion>")
  add_dependencies(tst_ending vermilion)
endif()
