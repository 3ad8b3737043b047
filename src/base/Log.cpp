// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Log.h"

#include "base/Bytes.h"

#include <QRegularExpression>

namespace vermilion {

Q_LOGGING_CATEGORY(logNet, "vermilion.net", QtInfoMsg)
Q_LOGGING_CATEGORY(logClient, "vermilion.client", QtInfoMsg)
Q_LOGGING_CATEGORY(logKeyspace, "vermilion.keyspace", QtInfoMsg)
Q_LOGGING_CATEGORY(logUi, "vermilion.ui", QtInfoMsg)

QString redacted(const QByteArrayList &command)
{
    if (command.isEmpty())
        return {};
    const QString name = printable(view(command.first().left(64))).toUpper();
    if (name == u"AUTH" || name == u"HELLO")
        return name + u" ***";
    return command.size() == 1 ? name : QString(name + u" +" + QString::number(command.size() - 1));
}

QString withoutUrlPasswords(QString text)
{
    // The user-info part runs to the last '@' before the path: passwords pasted without encoding may hold '@' themselves.
    static const QRegularExpression userInfo(QStringLiteral("([a-zA-Z][a-zA-Z0-9+.-]*://[^/\\s:@]*):[^/\\s]*@"));
    return text.replace(userInfo, QStringLiteral("\\1:***@"));
}

}  // namespace vermilion
