# SPDX-License-Identifier: GPL-3.0-or-later
# One interface target carries every flag and strictness macro; nothing else touches CMAKE_CXX_FLAGS.
add_library(vermilion_flags INTERFACE)
target_include_directories(vermilion_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_definitions(vermilion_flags INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_URL_CAST_FROM_STRING
  QT_USE_QSTRINGBUILDER QT_DISABLE_DEPRECATED_BEFORE=0x060400
  VERMILION_VERSION="${PROJECT_VERSION}")
if(MSVC)
  target_compile_options(vermilion_flags INTERFACE /W4 /permissive- /utf-8 /guard:cf /bigobj)
  target_compile_definitions(vermilion_flags INTERFACE NOMINMAX WIN32_LEAN_AND_MEAN _CRT_SECURE_NO_WARNINGS)
else()
  target_compile_options(vermilion_flags INTERFACE -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual
    -Wimplicit-fallthrough -Wno-missing-field-initializers -fvisibility=hidden)
endif()
if(VERMILION_WERROR)
  target_compile_options(vermilion_flags INTERFACE $<IF:$<CXX_COMPILER_ID:MSVC>,/WX,-Werror>)
endif()
foreach(sanitizer IN LISTS VERMILION_SANITIZE)
  target_compile_options(vermilion_flags INTERFACE -fsanitize=${sanitizer} -fno-omit-frame-pointer)
  target_link_options(vermilion_flags INTERFACE -fsanitize=${sanitizer})
endforeach()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Precompiled headers need ccache to look past time stamps and the defines made by -include.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE_PROGRAM})
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    target_compile_options(vermilion_flags INTERFACE "SHELL:-Xclang -fno-pch-timestamp")
  else()
    target_compile_options(vermilion_flags INTERFACE -fpch-preprocess)
  endif()
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM AND CMAKE_SYSTEM_NAME STREQUAL "Linux")
  target_link_options(vermilion_flags INTERFACE -fuse-ld=mold)
endif()
