// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/DemoTraffic.h"

namespace vermilion {

namespace {

constexpr int LiveSessions = 40;

}  // namespace

std::vector<QByteArrayList> DemoTraffic::next()
{
    ++m_tick;
    std::vector<QByteArrayList> out;
    out.push_back({"INCRBY", "counter:requests", QByteArray::number(m_random.between(1, 9))});
    out.push_back({"SET", "ratelimit:ip:192.168.0." + QByteArray::number(m_random.between(1, 40)),
                   QByteArray::number(m_random.between(1, 100)), "EX", "60"});

    if (m_sessions.size() < LiveSessions)
        m_sessions << "session:live:" + m_random.hex(12);
    const QByteArray &session = m_random.pick(m_sessions);
    out.push_back({"HSET", session, "page", m_random.pick(QByteArrayList{"/", "/search", "/upload", "/account"}), "hits",
                   QByteArray::number(m_tick)});
    out.push_back({"EXPIRE", session, "900"});

    if (m_tick % 3 == 0)
        out.push_back({"XADD", "events:jobs", "MAXLEN", "~", "5000", "*", "job", QByteArray::number(m_random.between(480'000, 484'000)),
                       "event", m_random.pick(QByteArrayList{"queued", "started", "finished"}), "ms",
                       QByteArray::number(m_random.between(3, 9000))});
    if (m_tick % 5 == 0)
        out.push_back({"ZINCRBY", "leaderboard:live", QByteArray::number(m_random.between(1, 25)),
                       "player-" + QByteArray::number(m_random.below(60))});
    return out;
}

}  // namespace vermilion
