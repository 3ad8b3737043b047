// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/StatePage.h"

#include "base/ErrorText.h"
#include "theme/Theme.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace vermilion {

namespace {

QLabel *centred(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setAlignment(Qt::AlignHCenter);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setTextFormat(Qt::PlainText);
    label->setMaximumWidth(480);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

}  // namespace

StatePage::StatePage(QWidget *parent)
    : QWidget(parent), m_picture(new QLabel(this)), m_sentence(centred(this)), m_why(centred(this)), m_button(new QPushButton(this)),
      m_copy(new QPushButton(tr("Copy details"), this))
{
    m_sentence->setObjectName(QStringLiteral("sentence"));
    m_why->setObjectName(QStringLiteral("why"));
    m_button->setObjectName(QStringLiteral("button"));
    m_copy->setObjectName(QStringLiteral("copyDetails"));
    m_picture->setAlignment(Qt::AlignHCenter);
    m_copy->setFlat(true);
    m_button->setAutoDefault(false);
    m_copy->setAutoDefault(false);

    // Where there is little room a sentence is scrolled to, not cut off.
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget;
    scroll->setWidget(content);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(scroll);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(Theme::S5, Theme::S5, Theme::S5, Theme::S5);
    column->setSpacing(Theme::S2);
    column->addStretch(2);
    column->addWidget(m_picture);
    column->addSpacing(Theme::S1);
    for (QLabel *label : {m_sentence, m_why}) {
        auto *row = new QHBoxLayout;
        row->addStretch();
        row->addWidget(label, 100);
        row->addStretch();
        column->addLayout(row);
    }
    column->addSpacing(Theme::S2);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addWidget(m_copy, 0, Qt::AlignHCenter);
    column->addStretch(3);

    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_run)
            m_run();
    });
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_details); });
    connect(Theme::current(), &Theme::changed, this, &StatePage::dress);
    m_button->hide();
    m_copy->hide();
    dress();
}

void StatePage::setState(const QString &icon, const QString &sentence, const QString &why)
{
    m_isError = false;
    m_icon = icon;
    m_sentence->setText(sentence);
    m_why->setText(why);
    setDetails({});
    setAccessibleName(sentence);
    dress();
}

void StatePage::setError(const Error &error, const QString &more)
{
    const ErrorText text = describe(error);
    QStringList rest{text.why, text.next, more};
    rest.removeAll(QString());
    setState(QStringLiteral("error"), text.what, rest.join(u' '));
    m_isError = true;
    QString details = text.paragraph();
    if (!error.detail.isEmpty())
        details += u'\n' + QString::fromUtf8(error.detail);
    if (!error.subject.isEmpty())
        details += u'\n' + QString::fromUtf8(error.subject);
    setDetails(details);
    dress();
}

void StatePage::setButton(const QString &text, std::function<void()> run)
{
    m_button->setText(text);
    m_button->setVisible(!text.isEmpty());
    m_run = std::move(run);
}

void StatePage::setDetails(const QString &details)
{
    m_details = details;
    m_copy->setVisible(!details.isEmpty());
}

QString StatePage::sentence() const { return m_sentence->text(); }
QString StatePage::why() const { return m_why->text(); }

void StatePage::dress()
{
    const Theme *theme = Theme::current();
    m_picture->setVisible(!m_icon.isEmpty());
    if (!m_icon.isEmpty())
        m_picture->setPixmap(theme->icon(m_icon, m_isError ? Theme::Role::Danger : Theme::Role::Muted)
                                 .pixmap(QSize(32, 32), devicePixelRatioF()));
    m_sentence->setFont(theme->uiFont(Theme::Text::Large, true));
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, theme->color(Theme::Role::Muted));
    m_why->setPalette(quiet);
    m_why->setVisible(!m_why->text().isEmpty());
}

void StatePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::EnabledChange)
        dress();
}

}  // namespace vermilion
