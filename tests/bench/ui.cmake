# SPDX-License-Identifier: GPL-3.0-or-later
if(VERMILION_UI)
  list(APPEND VERMILION_BENCH_SOURCES bench/bench_window.cpp)
  list(APPEND VERMILION_BENCH_LIBS vermilion_ui_shell)
  add_test(NAME bench/window_smoke
    COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:vermilion-bench> "-DVERBS=ui-scan;startup" -DKEYS=20000
            -P ${CMAKE_CURRENT_SOURCE_DIR}/bench/check_lines.cmake)
  set_tests_properties(bench/window_smoke PROPERTIES LABELS bench TIMEOUT 180 ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
endif()
