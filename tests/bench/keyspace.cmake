# SPDX-License-Identifier: GPL-3.0-or-later
list(APPEND VERMILION_BENCH_SOURCES bench/bench_scan.cpp bench/bench_server.cpp bench/bench_server.h)
list(APPEND VERMILION_BENCH_LIBS vermilion_keyspace vermilion_client vermilion_test_support PkgConfig::HIREDIS)
add_test(NAME bench/scan_smoke
  COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:vermilion-bench> -DVERBS=scan -DKEYS=20000
          -P ${CMAKE_CURRENT_SOURCE_DIR}/bench/check_lines.cmake)
set_tests_properties(bench/scan_smoke PROPERTIES LABELS bench TIMEOUT 120)
