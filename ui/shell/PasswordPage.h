// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace vermilion {

/// Asks for the password that a server wants. It is handed on and kept nowhere here.
class PasswordPage : public QWidget {
    Q_OBJECT
public:
    explicit PasswordPage(QWidget *parent = nullptr);

    /// `wrong`: the last one was refused, in the server's words.
    void ask(const QString &server, const QString &user, const QString &wrong);

signals:
    void given(const QByteArray &password);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void submit();
    void dress();

    QLabel *m_picture;
    QLabel *m_sentence;
    QLabel *m_wrong;
    QLineEdit *m_password;
    QPushButton *m_connect;
};

}  // namespace vermilion
