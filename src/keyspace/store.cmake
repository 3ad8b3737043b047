# SPDX-License-Identifier: GPL-3.0-or-later
# The key forest: plain C++20 without Qt, so that it can be measured, fuzzed and reused on its own.
find_package(Threads REQUIRED)
vermilion_library(store
  SOURCES KeyStore.h KeyStore.cpp KeyStoreReading.cpp Separators.cpp NameFilter.cpp Glob.h Glob.cpp
          store/Arena.h store/Arena.cpp store/Record.h store/ByteScan.h store/ByteScan.cpp
          store/Folders.h store/Folders.cpp store/Forest.h store/Forest.cpp store/Gate.h
          store/Lookup.h store/Lookup.cpp store/Matcher.h store/Matcher.cpp store/Walker.h store/Rows.h store/Listing.h store/Listing.cpp
          store/Duplicates.h store/Duplicates.cpp store/Counting.h store/Counting.cpp store/FlatOrder.h store/FlatOrder.cpp
          store/KeyStorePrivate.h)
target_link_libraries(vermilion_store PUBLIC Threads::Threads)
set_target_properties(vermilion_store PROPERTIES AUTOMOC OFF)
