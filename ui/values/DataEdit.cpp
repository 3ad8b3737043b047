// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/DataEdit.h"

#include "theme/Theme.h"

#include <QElapsedTimer>
#include <QTextBlock>
#include <QTextDocument>

namespace vermilion {

namespace {
constexpr qsizetype Piece = 4 << 10;  // characters
constexpr qint64 TurnTime = 6;        // ms of filling before other events have their turn
}  // namespace

DataEdit::DataEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setFont(Theme::current()->dataFont());
    connect(Theme::current(), &Theme::changed, this, [this] { setFont(Theme::current()->dataFont()); });
    setTabChangesFocus(false);
    setUndoRedoEnabled(true);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DataEdit::fillOn);
}

void DataEdit::setData(const QString &text)
{
    m_timer.stop();
    m_text = text;
    m_at = 0;
    setUndoRedoEnabled(false);
    clear();
    fillOn();
}

void DataEdit::fillOn()
{
    QElapsedTimer turn;
    turn.start();
    QTextCursor end(document());
    end.movePosition(QTextCursor::End);
    while (isFilling() && turn.elapsed() < TurnTime) {
        qsizetype length = std::min(Piece, m_text.size() - m_at);
        // Not between the halves of a character.
        if (m_at + length < m_text.size() && m_text.at(m_at + length - 1).isHighSurrogate())
            --length;
        end.insertText(m_text.mid(m_at, length));
        m_at += length;
    }
    if (isFilling())
        return m_timer.start(0);
    m_text.clear();
    m_at = 0;
    setUndoRedoEnabled(true);
    document()->setModified(false);
    moveCursor(QTextCursor::Start);
    emit filled();
}

/// toPlainText() would turn no-break spaces into spaces.
QString DataEdit::data() const
{
    QString text = document()->toRawText();
    text.replace(QChar::ParagraphSeparator, u'\n');
    return text;
}

bool DataEdit::isModified() const
{
    return document()->isModified();
}

}  // namespace vermilion
