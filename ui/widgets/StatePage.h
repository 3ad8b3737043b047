// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace vermilion {

/// What a panel shows when it has nothing to show: a picture, a sentence, why, one button – and for errors, Copy details.
/// Empty, loading, failed and refused states all look like this.
class StatePage : public QWidget {
    Q_OBJECT
public:
    explicit StatePage(QWidget *parent = nullptr);

    /// `icon` is a name for Theme::icon; empty texts hide their line.
    void setState(const QString &icon, const QString &sentence, const QString &why = {});
    /// The error in words, with its button to copy the details. `more`: a sentence that follows them.
    void setError(const Error &error, const QString &more = {});
    /// Empty text: no button. It is one: an empty state teaches one next step.
    void setButton(const QString &text, std::function<void()> run = {});
    /// What Copy details puts on the clipboard; empty: no such button.
    void setDetails(const QString &details);

    QString sentence() const;
    QString why() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void dress();

    QString m_icon;
    QString m_details;
    bool m_isError = false;
    std::function<void()> m_run;
    QLabel *m_picture;
    QLabel *m_sentence;
    QLabel *m_why;
    QPushButton *m_button;
    QPushButton *m_copy;
};

}  // namespace vermilion
