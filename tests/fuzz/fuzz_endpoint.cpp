// SPDX-License-Identifier: GPL-3.0-or-later
// Any text as an address: what is read is written back without the password and read again as the same.
#include "net/Endpoint.h"

#include <cstdlib>

using namespace vermilion;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString url = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto endpoint = Endpoint::fromUrl(url);
    if (!endpoint) {
        if (endpoint.error().detail.isEmpty())
            std::abort();
        return 0;
    }
    const QString text = endpoint->text();
    const auto again = Endpoint::fromUrl(text);
    if (!again || !again->password.isEmpty() || again->text() != text)
        std::abort();
    return 0;
}
