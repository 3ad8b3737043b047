// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ReconnectPolicy.h"

#include <QRandomGenerator>

namespace vermilion {

namespace {

// A server that loads its data answers cheaply and soon becomes ready.
constexpr std::chrono::milliseconds LongestWhileLoading{2000};

}  // namespace

ReconnectPolicy::ReconnectPolicy(Random random)
    : m_random(random ? std::move(random) : Random([] { return QRandomGenerator::global()->generateDouble(); }))
{
}

std::chrono::milliseconds ReconnectPolicy::next(const Error &why)
{
    const auto longest = why.code == ErrorCode::Loading ? LongestWhileLoading : Longest;
    const auto pause = std::min(longest, Shortest * (1 << std::min(m_attempts++, 7)));
    const auto jitter = std::chrono::milliseconds(static_cast<int64_t>(static_cast<double>(pause.count()) * 0.5 * m_random()));
    return std::max(Shortest, pause - jitter);
}

bool ReconnectPolicy::isMendable(ErrorCode code)
{
    switch (code) {
    case ErrorCode::TlsUnavailable: case ErrorCode::TlsUntrusted: case ErrorCode::TlsHostName: case ErrorCode::TlsExpired:
    case ErrorCode::TlsClientCertificate: case ErrorCode::TlsFile: case ErrorCode::NotRedis: case ErrorCode::ProtectedMode:
    case ErrorCode::AuthRequired: case ErrorCode::WrongPassword: case ErrorCode::NoPermission: case ErrorCode::DatabaseOutOfRange:
    case ErrorCode::SelectRefused: case ErrorCode::SocketPermission: case ErrorCode::InvalidInput: case ErrorCode::Unsupported:
        return false;
    default:
        return true;
    }
}

}  // namespace vermilion
