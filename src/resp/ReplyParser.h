// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resp/ReplySink.h"

#include <memory>
#include <string_view>

namespace vermilion {

/// Bytes of a stream → flat replies, by hiredis' reader. A pull parser: whoever calls it may stop between two replies.
/// After Failed it stays failed; a new connection gets a new parser. Not thread-safe.
class ReplyParser {
public:
    enum class Status { NeedsMore, Ready, Failed };

    explicit ReplyParser(const ReplyLimits &limits = {});
    ~ReplyParser();

    /// Takes from the front of `input` what it needs for the next reply. NeedsMore: `input` is used up and kept inside.
    Status next(std::string_view &input, Reply &reply);
    /// Why it failed, for Error::detail; names the first bytes that were not understood.
    const QByteArray &failure() const { return m_failure; }

    static bool speaksResp3();          ///< hiredis 1.0 and later
    static QByteArray libraryName();    ///< "hiredis 0.14.1"

private:
    struct Private;
    Status failed(QByteArray why);
    bool checkPromise();

    std::unique_ptr<Private> d;
    QByteArray m_failure;
};

}  // namespace vermilion
