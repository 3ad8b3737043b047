// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/Multiplexer.h"

#include "resp/CommandWriter.h"

namespace vermilion {

namespace {

bool isCommand(const Call &call, const char *name)
{
    return !call.request.command.isEmpty() && call.request.command.first().compare(name, Qt::CaseInsensitive) == 0;
}

bool isSubscription(const Call &call)
{
    return !call.request.command.isEmpty() && Subscriptions::isSubscriptionCommand(call.request.command.first());
}

int selectedDatabase(const Call &call)
{
    if (call.request.command.size() != 2 || !isCommand(call, "select"))
        return -1;
    bool ok = false;
    const int database = call.request.command.at(1).toInt(&ok);
    return ok ? database : -1;
}

/// Lines of MONITOR: +1690000000.123456 [0 127.0.0.1:1234] "get" "a"
bool isMonitorLine(ReplyView reply)
{
    return reply.type() == ReplyType::Status && !reply.text().empty() && reply.text().front() >= '0' && reply.text().front() <= '9';
}

}  // namespace

void Multiplexer::add(Call call, Time now)
{
    call.added = now;
    if (call.selects < 0)
        call.selects = selectedDatabase(call);
    m_waiting.push_back(std::move(call));
}

void Multiplexer::write(QByteArray &out, qsizetype maxBytes, const CommandGate &gate, Time now, Finished &finished)
{
    // Behind a SELECT everything waits for its answer: were it refused, the rest would run in the wrong database.
    while (!m_waiting.empty() && m_selectsWritten == 0 && out.size() < maxBytes) {
        const size_t count = std::max<size_t>(1, std::min(m_waiting.front().together, m_waiting.size()));
        if (m_waiting.front().receiver.handle.isCancelled())
            finishFront(count, std::nullopt, finished);
        else if (const auto error = refusal(count, gate))
            finishFront(count, error, finished);
        else
            writeFront(count, out, now);
    }
}

std::optional<Error> Multiplexer::refusal(size_t count, const CommandGate &gate) const
{
    for (size_t i = 0; i < count; ++i) {
        const Call &call = m_waiting[i];
        if (m_databaseRefusal && call.selects < 0)
            return m_databaseRefusal;
        if (call.request.onLink != 0 && call.request.onLink != m_link)
            return Error{ErrorCode::NotConnected, {}, call.request.command.value(0).toUpper()};
        if (call.request.inDatabase >= 0 && call.request.inDatabase != m_database)
            return Error{ErrorCode::Cancelled, {}, call.request.command.value(0).toUpper()};
        if (auto error = gate.refusal(call.request))
            return error;
    }
    return std::nullopt;
}

void Multiplexer::finishFront(size_t count, const std::optional<Error> &error, Finished &finished)
{
    for (; count > 0; --count) {
        if (error)
            finished.push_back({std::move(m_waiting.front()), tl::unexpected(*error)});
        m_waiting.pop_front();
    }
}

void Multiplexer::writeFront(size_t count, QByteArray &out, Time now)
{
    for (; count > 0; --count) {
        Call &call = m_waiting.front();
        writeCommand(out, call.request.command);
        call.written = now;
        call.wasAlone = m_written.empty();
        m_selectsWritten += call.selects >= 0;
        m_written.push_back(std::move(call));
        m_waiting.pop_front();
    }
}

Multiplexer::Routed Multiplexer::route(Reply &reply, Time now)
{
    m_lastReply = now;
    const ReplyView root = reply.root();
    Routed routed;
    if (root.type() == ReplyType::Attribute)
        return routed;
    const bool confirmsFront = !m_written.empty() && isSubscription(m_written.front()) && Subscriptions::isConfirmation(root);
    if (confirmsFront || m_subscriptions.isMessage(root)) {
        routed.isMessage = true;
        if (Subscriptions::isConfirmation(root))
            routed.answered = confirm(reply);
    } else if (m_monitors && isMonitorLine(root)) {
        routed.isMessage = true;
    } else if (m_written.empty()) {
        routed.isUnsolicited = true;
    } else {
        routed.answered = popWritten(std::move(reply));
    }
    if (routed.answered && (routed.answered->call.abandoned || routed.answered->call.receiver.handle.isCancelled()))
        routed.answered.reset();
    return routed;
}

std::optional<FinishedCall> Multiplexer::confirm(const Reply &reply)
{
    const bool asked = !m_written.empty() && isSubscription(m_written.front());
    if (asked && m_written.front().confirmations < 0)
        m_written.front().confirmations = m_subscriptions.confirmationsFor(m_written.front().request.command);
    m_subscriptions.confirm(reply.root());
    if (!asked || --m_written.front().confirmations > 0)
        return std::nullopt;
    return popWritten(Reply(reply));
}

FinishedCall Multiplexer::popWritten(Reply &&reply)
{
    FinishedCall done{std::move(m_written.front()), std::move(reply)};
    m_written.pop_front();
    const ReplyView root = done.result->root();
    if (done.call.selects >= 0) {
        --m_selectsWritten;
        if (root.isOk()) {
            m_database = done.call.selects;
            m_databaseRefusal.reset();
        } else if (done.call.selectIsBinding) {
            m_databaseRefusal = Error::fromServer(root.bytes(), "SELECT");
        }
    } else if (root.isOk() && isCommand(done.call, "monitor")) {
        m_monitors = true;
    }
    return done;
}

void Multiplexer::linkUp(uint64_t number, int database)
{
    m_link = number;
    m_database = database;
    m_databaseRefusal.reset();
    m_lastReply = {};
}

void Multiplexer::linkDown(Finished &finished)
{
    m_subscriptions.clear();
    m_monitors = false;
    m_selectsWritten = 0;
    std::deque<Call> again;
    for (Call &call : m_written) {
        const bool wanted = !call.abandoned && !call.receiver.handle.isCancelled();
        if (call.selectIsBinding || (wanted && call.request.idempotent && call.request.onLink == 0)) {
            call.together = 1;  // what is left of a pipeline of idempotent requests needs not leave as one
            call.confirmations = -1;
            again.push_back(std::move(call));
        } else if (wanted) {
            Error error{ErrorCode::OutcomeUnknown, {}, call.request.command.value(0).toUpper()};
            finished.push_back({std::move(call), tl::unexpected(std::move(error))});
        }
    }
    m_written.clear();
    m_waiting.insert(m_waiting.begin(), std::make_move_iterator(again.begin()), std::make_move_iterator(again.end()));
}

void Multiplexer::failAll(const Error &error, Finished &finished)
{
    linkDown(finished);
    for (Call &call : m_waiting) {
        if (call.selectIsBinding)
            m_database = call.selects;  // what was asked for last is what the next attempt selects
        if (!call.receiver.handle.isCancelled())
            finished.push_back({std::move(call), tl::unexpected(error)});
    }
    m_waiting.clear();
}

std::optional<Multiplexer::Time> Multiplexer::deadline(const Call &call, bool written) const
{
    if (call.abandoned || call.patience.count() == 0)
        return std::nullopt;
    if (call.request.timeout.count() > 0 || !written)
        return call.added + call.patience;
    // The default time-out is for silence: in a long pipeline every reply is a sign of life.
    return std::max(call.written, m_lastReply) + call.patience;
}

bool Multiplexer::expire(Time now, Finished &finished)
{
    const auto timeout = [](const Call &call) { return Error{ErrorCode::Timeout, {}, call.request.command.value(0).toUpper()}; };
    bool silent = false;
    for (Call &call : m_written) {
        if (const auto due = deadline(call, true); due && *due <= now) {
            Call ended;
            ended.request.command = call.request.command;
            ended.receiver = std::move(call.receiver);
            call.abandoned = true;
            finished.push_back({std::move(ended), tl::unexpected(timeout(call))});
        }
        silent |= call.abandoned && call.patience.count() > 0 && std::max(call.written, m_lastReply) + 2 * call.patience <= now;
    }
    std::deque<Call> left;
    for (size_t i = 0; i < m_waiting.size(); ++i) {
        Call &call = m_waiting[i];
        const auto due = call.selectIsBinding ? std::nullopt : deadline(call, false);
        if (!due || *due > now) {
            left.push_back(std::move(call));
            continue;
        }
        // A pipeline leaves as one or not at all.
        for (size_t rest = std::max<size_t>(1, call.together); rest > 0 && i < m_waiting.size(); --rest, ++i) {
            Error error = timeout(m_waiting[i]);
            finished.push_back({std::move(m_waiting[i]), tl::unexpected(std::move(error))});
        }
        --i;
    }
    m_waiting = std::move(left);
    return silent;
}

std::optional<Multiplexer::Time> Multiplexer::nextDeadline() const
{
    std::optional<Time> next;
    const auto consider = [&next](std::optional<Time> due) {
        if (due && (!next || *due < *next))
            next = due;
    };
    for (const Call &call : m_written)
        consider(call.abandoned && call.patience.count() > 0 ? std::max(call.written, m_lastReply) + 2 * call.patience
                                                             : deadline(call, true));
    for (const Call &call : m_waiting)
        consider(call.selectIsBinding ? std::nullopt : deadline(call, false));
    return next;
}

}  // namespace vermilion
