// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>

#include <memory>
#include <vector>

namespace vermilion {

/// What the demo's server is filled with, as commands in batches: a multimodal worker (db 0), a retrieval proxy (db 1) and AI agents
/// (db 2), with every type and every kind of bytes that a console must cope with. The same on every machine and in every run.
class DemoData {
public:
    struct Batch {
        int database = 0;
        std::vector<QByteArrayList> commands;
    };

    DemoData();
    ~DemoData();

    /// The next few hundred commands, all for one database; an empty batch is the end.
    Batch next();
    qint64 steps() const;      ///< of all batches together, for a progress bar
    qint64 stepsDone() const;

    /// Keys that people are shown and tests look for. All in db 0, text, with a TTL of a week or more.
    static constexpr const char *ShowcaseKey = "feature:flags";
    static constexpr const char *BigHash = "catalog:prices";          ///< BigHashFields fields
    static constexpr const char *BigString = "video:preview:raw";     ///< BigStringBytes bytes
    static constexpr int BigHashFields = 200'000;
    static constexpr int BigStringBytes = 20 * 1024 * 1024;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace vermilion
