// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/ValueEditor.h"

#include "base/Bytes.h"
#include "base/ErrorText.h"
#include "base/Format.h"
#include "theme/Theme.h"
#include "values/Codec.h"
#include "values/DataEdit.h"
#include "values/Decoding.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QTextDocument>

namespace vermilion {

ValueEditor::ValueEditor(QWidget *parent)
    : QWidget(parent), m_edit(new DataEdit(this)), m_codecs(new QComboBox(this)), m_hint(new QLabel(this)),
      m_save(new QPushButton(tr("&Save"), this)), m_revert(new QPushButton(tr("Re&vert"), this))
{
    m_edit->setObjectName(QStringLiteral("valueEditor"));
    m_edit->setAccessibleName(tr("Value"));
    m_codecs->setObjectName(QStringLiteral("codecBox"));
    m_codecs->setAccessibleName(tr("Show as"));
    m_save->setObjectName(QStringLiteral("saveButton"));
    m_revert->setObjectName(QStringLiteral("revertButton"));
    m_hint->setObjectName(QStringLiteral("editorHint"));
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    for (const Codec *codec : codecs())
        m_codecs->addItem(codec->name(), codec->id());

    auto *bar = new QHBoxLayout;
    bar->setSpacing(Theme::S2);
    bar->addWidget(m_codecs);
    bar->addWidget(m_hint, 1);
    bar->addWidget(m_revert);
    bar->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::S2);
    setFocusProxy(m_edit);
    column->addWidget(m_edit, 1);
    column->addLayout(bar);

    connect(m_codecs, &QComboBox::activated, this, &ValueEditor::chooseCodec);
    connect(m_save, &QPushButton::clicked, this, &ValueEditor::save);
    connect(m_revert, &QPushButton::clicked, this, &ValueEditor::revert);
    connect(m_edit->document(), &QTextDocument::modificationChanged, this, &ValueEditor::noteEdit);
    connect(m_edit, &DataEdit::filled, this, &ValueEditor::dress);
    dress();
}

void ValueEditor::show(const QByteArray &bytes, bool editable, bool isWhole)
{
    m_bytes = bytes;
    m_editable = editable;
    m_whole = isWhole;
    // The user's choice stays where it suits; the codec that detection would choose is no worse elsewhere.
    decode(m_wish, false);
}

void ValueEditor::decode(const Codec *wish, bool mustBe)
{
    const quint64 turn = ++m_turn;
    m_shown = m_encoding = false;
    if (std::exchange(m_edited, false))
        emit editedChanged(false);
    m_edit->setReadOnly(true);
    decodeLater(m_bytes, {wish, mustBe, !m_whole}, this, [this, turn](const Decoded &decoded) {
        if (turn != m_turn)
            return;
        if (!decoded.text) {
            emit refused(decoded.text.error());
            return decode(nullptr);
        }
        m_codec = decoded.codec;
        m_codecs->setCurrentIndex(m_codecs->findData(m_codec->id()));
        m_shown = true;
        m_broken = decoded.isBroken;
        m_edit->setData(*decoded.text);
    });
}

void ValueEditor::chooseCodec(int index)
{
    const Codec *chosen = codec(m_codecs->itemData(index).toByteArray());
    if (chosen == m_codec)
        return;
    if (m_edited) {
        // Another view of what was typed would need it as bytes, unsaved: one thing at a time.
        m_codecs->setCurrentIndex(m_codecs->findData(m_codec->id()));
        emit refused({ErrorCode::InvalidInput, tr("Save or revert the changes first, then choose another view.").toUtf8(), {}});
        return;
    }
    m_wish = chosen;
    decode(chosen);
}

void ValueEditor::setEditable(bool editable)
{
    m_editable = editable;
    dress();
}

void ValueEditor::setBusy(bool busy)
{
    m_busy = busy;
    dress();
}

void ValueEditor::save()
{
    if (!m_edited || m_busy || m_encoding || !m_editable || !m_codec)
        return;
    m_encoding = true;
    dress();
    encodeLater(m_codec, m_edit->data(), m_bytes, this, [this, turn = m_turn](const Result<QByteArray> &meant) {
        if (turn != m_turn)
            return;
        m_encoding = false;
        dress();
        if (meant)
            emit saveWanted(*meant);
        else
            emit refused(meant.error());
    });
}

void ValueEditor::revert()
{
    if (m_edited && !m_busy && !m_encoding)
        decode(m_codec);
}

void ValueEditor::noteEdit()
{
    const bool edited = m_shown && !m_edit->isFilling() && !m_edit->isReadOnly() && m_edit->isModified();
    if (edited == m_edited)
        return;
    m_edited = edited;
    emit editedChanged(edited);
    dress();
}

void ValueEditor::dress()
{
    const bool isBusy = m_busy || m_encoding;
    const bool canType = m_editable && m_shown && !isBusy && !m_broken && !m_edit->isFilling() && m_codec && m_codec->canEncode();
    m_edit->setReadOnly(!canType);
    m_save->setEnabled(m_edited && canType);
    m_revert->setEnabled(m_edited && !isBusy);
    QString hint = m_shown ? formatBytes(m_bytes.size()) : tr("Formatting…");
    if (isBusy)
        hint = tr("Saving…");
    else if (m_edited)
        hint = tr("Edited, not saved");
    else if (m_shown && m_codec && !m_codec->canEncode())
        hint += u" · " + tr("This view is read-only. Escaped and hex can be edited.");
    else if (m_shown && !m_editable)
        hint += u" · " + tr("Read-only");
    else if (m_shown && m_broken)
        hint += u" · " + tr("Very long lines are broken for reading. Escaped and hex can be edited.");
    m_hint->setText(hint);
}

}  // namespace vermilion
