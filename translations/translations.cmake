# SPDX-License-Identifier: GPL-3.0-or-later
# vermilion_en.ts holds plural forms only: the sources are English. Other languages hold everything.
set(catalogues en de)
list(TRANSFORM catalogues REPLACE "(.+)" "${CMAKE_CURRENT_LIST_DIR}/vermilion_\\1.ts" OUTPUT_VARIABLE ts_files)
qt_add_lrelease(vermilion_app TS_FILES ${ts_files} QM_FILES_OUTPUT_VARIABLE qm_files OPTIONS -silent)
set_source_files_properties(${qm_files} PROPERTIES GENERATED TRUE)
qt_add_resources(vermilion_app translations PREFIX /i18n BASE ${CMAKE_CURRENT_BINARY_DIR} FILES ${qm_files})

get_target_property(lupdate Qt6::lupdate LOCATION)
set(lupdate_call ${lupdate} -silent -locations none -no-ui-lines -no-obsolete -I ${CMAKE_SOURCE_DIR}/src -I ${CMAKE_SOURCE_DIR}/ui
  ${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR}/ui ${CMAKE_SOURCE_DIR}/app)
set(others ${ts_files})
list(FILTER others EXCLUDE REGEX "_en\\.ts$")
add_custom_target(update_translations
  COMMAND ${lupdate_call} -pluralonly -ts ${CMAKE_CURRENT_LIST_DIR}/vermilion_en.ts
  COMMAND ${lupdate_call} -ts ${others}
  COMMENT "Reading translatable texts" VERBATIM)
