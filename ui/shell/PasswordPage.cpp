// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/PasswordPage.h"

#include "theme/Theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace vermilion {

PasswordPage::PasswordPage(QWidget *parent)
    : QWidget(parent), m_picture(new QLabel(this)), m_sentence(new QLabel(this)), m_wrong(new QLabel(this)),
      m_password(new QLineEdit(this)), m_connect(new QPushButton(tr("Connect"), this))
{
    setObjectName(QStringLiteral("passwordPage"));
    m_picture->setAlignment(Qt::AlignHCenter);
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_wrong->setAlignment(Qt::AlignHCenter);
    m_wrong->setWordWrap(true);
    m_wrong->setTextFormat(Qt::PlainText);
    m_password->setObjectName(QStringLiteral("password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setAccessibleName(tr("Password"));
    m_password->setPlaceholderText(tr("Password"));
    m_connect->setObjectName(QStringLiteral("connect"));
    m_connect->setDefault(true);

    auto *field = new QHBoxLayout;
    field->addWidget(m_password, 1);
    field->addWidget(m_connect);
    auto *note = new QLabel(tr("It is kept in memory until the window closes, never on disk."), this);
    note->setAlignment(Qt::AlignHCenter);
    note->setForegroundRole(QPalette::PlaceholderText);
    note->setWordWrap(true);

    auto *box = new QWidget(this);
    box->setMaximumWidth(400);
    auto *column = new QVBoxLayout(box);
    column->setSpacing(Theme::S3);
    column->addWidget(m_picture);
    column->addWidget(m_sentence);
    column->addWidget(m_wrong);
    column->addLayout(field);
    column->addWidget(note);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(box, 100);
    row->addStretch(1);
    auto *page = new QVBoxLayout(this);
    page->addStretch(2);
    page->addLayout(row);
    page->addStretch(3);

    connect(m_connect, &QPushButton::clicked, this, &PasswordPage::submit);
    connect(m_password, &QLineEdit::returnPressed, this, &PasswordPage::submit);
    connect(Theme::current(), &Theme::changed, this, &PasswordPage::dress);
    setFocusProxy(m_password);
    dress();
}

void PasswordPage::ask(const QString &server, const QString &user, const QString &wrong)
{
    m_sentence->setText(user.isEmpty() ? tr("%1 asks for a password").arg(server)
                                       : tr("%1 asks for the password of %2").arg(server, user));
    m_wrong->setText(wrong);
    m_wrong->setVisible(!wrong.isEmpty());
    m_password->clear();
}

void PasswordPage::submit()
{
    const QByteArray password = m_password->text().toUtf8();
    m_password->clear();
    emit given(password);
}

void PasswordPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_password->setFocus();
}

void PasswordPage::dress()
{
    const Theme *theme = Theme::current();
    m_picture->setPixmap(theme->icon(QStringLiteral("lock"), Theme::Role::Muted).pixmap(QSize(32, 32), devicePixelRatioF()));
    m_sentence->setFont(theme->uiFont(Theme::Text::Large, true));
    QPalette red = palette();
    red.setColor(QPalette::WindowText, theme->color(Theme::Role::Danger));
    m_wrong->setPalette(red);
}

}  // namespace vermilion
