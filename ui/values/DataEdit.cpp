// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/DataEdit.h"

#include "theme/Theme.h"

#include <QTextBlock>
#include <QTextDocument>

namespace vermilion {

namespace {
constexpr qsizetype Piece = 4 << 10;  // characters
constexpr int FewLines = 500;
constexpr qint64 TurnTime = 6;        // ms of work before other events have their turn
}  // namespace

DataEdit::DataEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setFont(Theme::current()->dataFont());
    connect(Theme::current(), &Theme::changed, this, [this] { setFont(Theme::current()->dataFont()); });
    setTabChangesFocus(false);
    setUndoRedoEnabled(true);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DataEdit::goOn);
}

void DataEdit::setData(const QString &text)
{
    m_timer.stop();
    m_text = text;
    m_at = 0;
    m_phase = Phase::Emptying;
    setUndoRedoEnabled(false);
    goOn();
}

void DataEdit::goOn()
{
    QElapsedTimer turn;
    turn.start();
    if (m_phase == Phase::Emptying)
        emptyOn(turn);
    if (m_phase == Phase::Filling)
        fillOn(turn);
    if (isFilling())
        return m_timer.start(0);
    m_text.clear();
    setUndoRedoEnabled(true);
    document()->setModified(false);
    moveCursor(QTextCursor::Start);
    emit filled();
}

/// Hundreds of thousands of lines do not go within a frame: they are taken away from the end.
void DataEdit::emptyOn(const QElapsedTimer &turn)
{
    while (blockCount() > FewLines) {
        if (turn.elapsed() >= TurnTime)
            return;
        QTextCursor tail(document()->findBlockByNumber(blockCount() - FewLines));
        tail.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
        tail.removeSelectedText();
    }
    clear();
    m_phase = Phase::Filling;
}

void DataEdit::fillOn(const QElapsedTimer &turn)
{
    QTextCursor end(document());
    end.movePosition(QTextCursor::End);
    while (m_at < m_text.size()) {
        if (turn.elapsed() >= TurnTime)
            return;
        qsizetype length = std::min(Piece, m_text.size() - m_at);
        // Not between the halves of a character.
        if (m_at + length < m_text.size() && m_text.at(m_at + length - 1).isHighSurrogate())
            --length;
        end.insertText(m_text.mid(m_at, length));
        m_at += length;
    }
    m_phase = Phase::Done;
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
