# SPDX-License-Identifier: GPL-3.0-or-later
list(APPEND VERMILION_BENCH_SOURCES bench/bench_store.cpp bench/names.h)
list(APPEND VERMILION_BENCH_LIBS vermilion_store)
# Checks that the verbs run and print what they should; times are for people to read, never asserted.
add_test(NAME bench/store_smoke
  COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:vermilion-bench> "-DVERBS=store;filter;tree" -DKEYS=20000
          -P ${CMAKE_CURRENT_SOURCE_DIR}/bench/check_lines.cmake)
set_tests_properties(bench/store_smoke PROPERTIES LABELS bench TIMEOUT 120)
