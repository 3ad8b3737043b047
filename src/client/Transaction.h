// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "client/Session.h"

namespace vermilion {

/// WATCH key → read → decide → MULTI … EXEC on the session's edit link: a write that happens only if what was read still stands.
/// One runs at a time a session; others wait their turn. GUI thread.
class Transaction : public Job {
    Q_OBJECT
public:
    /// Sees the replies to `reads` (server errors included) and answers with the writes, or with the reason not to.
    /// An empty list of writes ends it well without writing.
    using Decide = std::function<Result<std::vector<QByteArrayList>>(const std::vector<Result<Reply>> &reads)>;

    Transaction(Session *session, QByteArrayList watched, std::vector<QByteArrayList> reads, Decide decide,
                std::optional<Consent> consent = {}, QObject *parent = nullptr);
    ~Transaction() override;

    /// After a good end: the replies to the writes, in order.
    const std::vector<Result<Reply>> &results() const;

    // Failed outcomes: ChangedSinceRead (EXEC answered nil), whatever Decide refused with, or what a write was refused with.
    // OutcomeUnknown when the link broke after EXEC was written.

protected:
    void run() override;
    void abandon() override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace vermilion
