# SPDX-License-Identifier: GPL-3.0-or-later
vermilion_library(keyspace
  DEPENDS client store
  SOURCES BrowserIntents.cpp BrowserPresenter.h BrowserPresenter.cpp
          BulkActions.h BulkActions.cpp
          BulkJob.h BulkJob.cpp
          FactFilter.h FactFilter.cpp
          FactJob.h FactJob.cpp
          FactLookup.cpp
          KeyListModel.h KeyListModel.cpp
          KeyMetadata.h KeyMetadata.cpp
          KeyModel.h KeyModel.cpp
          KeySearch.h KeySearch.cpp
          KeyTreeIndex.cpp KeyTreeModel.h KeyTreeModel.cpp
          KeyTreeNode.h KeyTreeNode.cpp
          KeyspaceEvents.h KeyspaceEvents.cpp
          NameList.h NameList.cpp
          ScanJob.h ScanJob.cpp
          ScanPlan.h ScanPlan.cpp
          ScanText.h ScanText.cpp
          StoreEdits.h StoreEdits.cpp
          StoreScan.h StoreScan.cpp
          Worker.h Worker.cpp)
target_link_libraries(vermilion_keyspace PUBLIC Qt6::Concurrent)
