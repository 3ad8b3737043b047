// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QTimer>

namespace vermilion {

/// A plain text editor that gives back exactly the characters it was given, and takes large texts in pieces so that the window
/// never waits for it. Lines beyond Decoded::LongestLine are not for it.
class DataEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit DataEdit(QWidget *parent = nullptr);

    void setData(const QString &text);
    QString data() const;
    bool isFilling() const { return m_phase != Phase::Done; }
    bool isModified() const;

signals:
    void filled();

private:
    enum class Phase { Done, Emptying, Filling };
    void goOn();
    void emptyOn(const QElapsedTimer &turn);
    void fillOn(const QElapsedTimer &turn);

    Phase m_phase = Phase::Done;
    QString m_text;
    qsizetype m_at = 0;
    QTimer m_timer;
};

}  // namespace vermilion
