// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/Codec.h"

#include "values/JsonFormat.h"

#include "base/Bytes.h"

#include <QCoreApplication>

namespace vermilion {

namespace {

/// A document as text: what is shown is the bytes themselves with other white space, so numbers of any length, escapes and
/// repeated names survive.
class JsonCodec final : public Codec {
    Q_DECLARE_TR_FUNCTIONS(vermilion::JsonCodec)

public:
    QByteArray id() const override { return "json"; }
    QString name() const override { return tr("JSON"); }
    bool canEncode() const override { return true; }

    int confidence(std::string_view bytes) const override
    {
        const size_t first = bytes.find_first_not_of(" \t\r\n");
        if (first == std::string_view::npos || (bytes[first] != '{' && bytes[first] != '['))
            return 0;
        return decode(bytes) ? 90 : 0;
    }

    Result<QString> decode(std::string_view bytes) const override
    {
        if (auto checked = checkJson(bytes); !checked)
            return tl::unexpected(checked.error());
        const auto pretty = indentedJson(bytes, MostOutput);
        if (!pretty)
            return tl::unexpected(pretty.error());
        // Also refuses what an editor would swallow inside strings.
        return textCodec().decode(view(*pretty));
    }

    Result<QByteArray> encode(const QString &text, std::string_view original) const override
    {
        const Result<QString> shown = decode(original);
        if (shown && *shown == text)
            return bytes(original);
        const QByteArray typed = text.toUtf8();
        if (auto checked = checkJson(view(typed)); !checked)
            return tl::unexpected(checked.error());
        const JsonStyle style = jsonStyle(original);
        return style == JsonStyle::Lines ? typed : oneLineJson(view(typed), style);
    }
};

}  // namespace

const Codec &jsonCodec()
{
    static const JsonCodec one;
    return one;
}

}  // namespace vermilion
