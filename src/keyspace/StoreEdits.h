// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyspace/KeyStore.h"

#include <QByteArrayList>

#include <memory>

namespace vermilion {

// Long work on stores, for workers.

/// The same names under other separators.
std::shared_ptr<KeyStore> reindexed(const KeyStore &store, const Separators &separators, const std::atomic<bool> &stop);

struct MergeResult { size_t added = 0, removed = 0; };
/// Makes a namespace of `store` hold exactly the names of `fresh`, which a complete scan of it has just read.
MergeResult mergeNamespace(KeyStore &store, const KeyStore &fresh, std::string_view prefix, const std::atomic<bool> &stop);

/// Adds and removes names as told.
void applyChanges(KeyStore &store, const QByteArrayList &present, const QByteArrayList &gone);

}  // namespace vermilion
