// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/ScanBar.h"

#include "base/Format.h"
#include "keyspace/BrowserPresenter.h"
#include "theme/Theme.h"
#include "widgets/ElidedLabel.h"

#include <QActionGroup>
#include <QBoxLayout>
#include <QMenu>
#include <QProgressBar>
#include <QToolButton>

namespace vermilion {

namespace {

constexpr int BarSteps = 1000;

QToolButton *button(const QString &name, const QString &icon, QWidget *parent)
{
    auto *made = new QToolButton(parent);
    made->setObjectName(name);
    made->setAutoRaise(true);
    made->setIcon(Theme::current()->icon(icon));
    return made;
}

void name(QToolButton *button, const QString &text)
{
    button->setToolTip(text);
    button->setAccessibleName(text);
}

}  // namespace

ScanBar::ScanBar(BrowserPresenter *presenter, QWidget *parent)
    : QWidget(parent), m_presenter(presenter), m_text(new ElidedLabel({}, this)), m_bar(new QProgressBar(this)),
      m_again(button(QStringLiteral("scanAgain"), QStringLiteral("refresh"), this)),
      m_lookUp(button(QStringLiteral("lookUpAll"), QStringLiteral("search"), this)),
      m_pause(button(QStringLiteral("scanPause"), QStringLiteral("pause"), this)),
      m_stop(button(QStringLiteral("scanStop"), QStringLiteral("stop"), this)),
      m_share(button(QStringLiteral("scanShare"), QStringLiteral("clock"), this))
{
    m_text->setObjectName(QStringLiteral("scanStatus"));
    m_text->setElideMode(Qt::ElideRight);
    m_bar->setObjectName(QStringLiteral("scanProgress"));
    m_bar->setAccessibleName(tr("Keys read"));
    m_bar->setTextVisible(false);
    m_bar->setRange(0, BarSteps);
    m_bar->setFixedHeight(3);
    QSizePolicy keepsItsPlace = m_bar->sizePolicy();  // nothing jumps when it goes
    keepsItsPlace.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(keepsItsPlace);
    m_again->setText(tr("Read again"));
    m_again->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    name(m_again, tr("Read again: the server was restarted, so keys may be missing"));
    m_lookUp->setToolButtonStyle(Qt::ToolButtonTextOnly);
    name(m_stop, tr("Stop"));
    addShareMenu();

    auto *row = new QHBoxLayout;
    row->setContentsMargins(Theme::S2, 0, Theme::S1, 0);
    row->setSpacing(Theme::S1);
    row->addWidget(m_text, 1);
    row->addWidget(m_lookUp);
    row->addWidget(m_again);
    row->addWidget(m_share);
    row->addWidget(m_pause);
    row->addWidget(m_stop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addLayout(row);
    setFixedHeight(Theme::ControlHeight + Theme::S2);

    connect(m_pause, &QToolButton::clicked, this, [this] {
        if (m_presenter->scan().phase == ScanProgress::Phase::Paused)
            m_presenter->resumeScan();
        else
            m_presenter->pauseScan();
    });
    connect(m_lookUp, &QToolButton::clicked, m_presenter, &BrowserPresenter::lookUpAll);
    connect(m_again, &QToolButton::clicked, m_presenter, &BrowserPresenter::reload);
    connect(m_stop, &QToolButton::clicked, this, [this] {
        if (m_presenter->bulk()->isRunning())
            m_presenter->bulk()->stop();
        else if (m_presenter->isLookingUp())
            m_presenter->stopLookUp();
        else
            m_presenter->stopScan();
    });
    connect(presenter, &BrowserPresenter::scanChanged, this, &ScanBar::update);
    connect(presenter->bulk(), &BulkActions::progressed, this, &ScanBar::update);
    connect(presenter->bulk(), &BulkActions::finished, this, &ScanBar::update);
    update();
}

void ScanBar::addShareMenu()
{
    auto *menu = new QMenu(this);
    auto *shares = new QActionGroup(menu);
    const auto add = [&](const QString &text, int share) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_presenter->scanShare() == share);
        shares->addAction(action);
        connect(action, &QAction::triggered, this, [this, share] { m_presenter->setScanShare(share); });
    };
    add(tr("As fast as the server goes"), 100);
    add(tr("Polite: half of the server's time"), 50);
    add(tr("Polite: a quarter of it"), 25);
    add(tr("Polite: a tenth of it"), 10);
    m_share->setMenu(menu);
    m_share->setPopupMode(QToolButton::InstantPopup);
    name(m_share, tr("How much of the server's time scans and bulk work take"));
}

void ScanBar::update()
{
    if (m_presenter->bulk()->isRunning())
        showBulk();
    else if (m_presenter->isLookingUp())
        showLookUp();
    else
        showScan();
    m_text->setAccessibleName(m_text->text());
}

void ScanBar::showBulk()
{
    const BulkReport report = m_presenter->bulk()->report();
    m_text->setText(m_presenter->bulk()->text());
    m_bar->setValue(report.total ? int(report.answered * BarSteps / report.total) : 0);
    m_bar->show();
    m_again->hide();
    m_lookUp->hide();
    m_pause->hide();
    m_share->show();
    m_stop->show();
}

void ScanBar::showLookUp()
{
    const ScanText text = m_presenter->scanText();
    m_text->setText(text.line);
    m_bar->setValue(text.fraction < 0 ? 0 : int(text.fraction * BarSteps));
    m_bar->show();
    m_again->hide();
    m_lookUp->hide();
    m_pause->hide();
    m_share->show();
    m_stop->show();
}

void ScanBar::showScan()
{
    using Phase = ScanProgress::Phase;
    const ScanProgress scan = m_presenter->scan();
    const ScanText text = m_presenter->scanText();
    const bool active = scan.isActive() && scan.phase != Phase::Waiting && scan.phase != Phase::Finishing;
    const bool paused = scan.phase == Phase::Paused;
    m_text->setText(text.line);
    if (!text.detail.isEmpty())
        m_text->setToolTip(text.line + u'\n' + text.detail);
    m_bar->setValue(text.fraction < 0 || !active ? 0 : int(text.fraction * BarSteps));
    m_bar->setVisible(active);
    const quint64 lookUp = m_presenter->lookUpCount();
    m_lookUp->setVisible(lookUp > 0);
    m_lookUp->setText(tr("Look up all %1").arg(formatCount(qint64(lookUp))));
    name(m_lookUp, tr("Look up all %1: asks the server about every loaded key, so that the filter covers them").arg(formatCount(qint64(lookUp))));
    m_again->setVisible(scan.restarted && m_presenter->source() == BrowserPresenter::Source::Loaded);
    m_pause->setVisible(active && !m_presenter->isRefreshing());
    m_stop->setVisible(active);
    m_share->setVisible(active);
    m_pause->setIcon(Theme::current()->icon(paused ? QStringLiteral("play") : QStringLiteral("pause")));
    name(m_pause, paused ? tr("Go on reading") : tr("Pause reading"));
}

}  // namespace vermilion
