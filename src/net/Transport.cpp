// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/Transport.h"

#include "net/LocalTransport.h"
#include "net/SocketTransport.h"

namespace vermilion {

std::unique_ptr<Transport> Transport::create(const Endpoint &endpoint)
{
    if (endpoint.kind == Endpoint::Kind::Unix)
        return std::make_unique<LocalTransport>(endpoint.socketPath);
    return std::make_unique<SocketTransport>(endpoint);
}

}  // namespace vermilion
