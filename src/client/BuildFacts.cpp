// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/BuildFacts.h"

#include "resp/ReplyParser.h"

#include <QSslSocket>

namespace vermilion {

BuildFacts buildFacts()
{
    return {QString::fromLatin1(ReplyParser::libraryName()), ReplyParser::speaksResp3(),
            QSslSocket::supportsSsl() ? QSslSocket::sslLibraryVersionString() : QString()};
}

}  // namespace vermilion
