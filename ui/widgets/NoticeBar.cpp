// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/NoticeBar.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace vermilion {

namespace {

Theme::Role roleOf(NoticeBar::Tone tone)
{
    switch (tone) {
    case NoticeBar::Tone::Info: return Theme::Role::Accent;
    case NoticeBar::Tone::Caution: return Theme::Role::Caution;
    case NoticeBar::Tone::Danger: return Theme::Role::Danger;
    }
    return Theme::Role::Accent;
}

}  // namespace

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_text(new QLabel(this)), m_button(new QPushButton(this)), m_close(new QToolButton(this))
{
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setObjectName(QStringLiteral("noticeText"));
    m_button->setObjectName(QStringLiteral("noticeButton"));
    m_button->setAutoDefault(false);
    m_close->setIcon(Theme::current()->icon(QStringLiteral("close"), Theme::Role::Muted));
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Hide this notice"));
    m_close->setToolTip(tr("Hide this notice"));

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(Theme::S3, Theme::S1, Theme::S2, Theme::S1);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_button);
    row->addWidget(m_close);

    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_run)
            m_run();
    });
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(Theme::current(), &Theme::changed, this, &NoticeBar::dress);
    setClosable(false);
    hide();
}

void NoticeBar::say(Tone tone, const QString &text, const QString &button, std::function<void()> run)
{
    const bool news = m_text->text() != text && !isVisible();
    m_tone = tone;
    m_text->setText(text);
    setAccessibleName(text);
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
    m_run = std::move(run);
    dress();
    show();
    if (news) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void NoticeBar::setClosable(bool closable) { m_close->setVisible(closable); }
QString NoticeBar::text() const { return m_text->text(); }

void NoticeBar::dress()
{
    const QString name = m_tone == Tone::Info ? QStringLiteral("info") : QStringLiteral("warning");
    m_icon->setPixmap(Theme::current()->icon(name, roleOf(m_tone)).pixmap(QSize(16, 16), devicePixelRatioF()));
    update();
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    const Theme *theme = Theme::current();
    QPainter painter(this);
    QColor tint = theme->color(roleOf(m_tone));
    painter.fillRect(rect(), theme->color(Theme::Role::Raised));
    tint.setAlphaF(0.10f);
    painter.fillRect(rect(), tint);
    painter.fillRect(QRect(0, 0, 3, height()), theme->color(roleOf(m_tone)));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme->color(Theme::Role::Line));
}

}  // namespace vermilion
