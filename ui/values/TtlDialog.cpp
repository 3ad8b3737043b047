// SPDX-License-Identifier: GPL-3.0-or-later
#include "values/TtlDialog.h"

#include "base/Clock.h"
#include "base/Format.h"
#include "theme/Theme.h"

#include <QBoxLayout>
#include <QDateTimeEdit>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

namespace vermilion {

TtlDialog::TtlDialog(const QString &keys, std::optional<std::chrono::milliseconds> remaining, QWidget *parent)
    : Form(tr("Time to live"), tr("Set"), parent), m_in(new QRadioButton(tr("Expires &in"), this)),
      m_at(new QRadioButton(tr("Expires &at"), this)), m_never(new QRadioButton(tr("&Never expires"), this)),
      m_duration(new QLineEdit(this)), m_moment(new QDateTimeEdit(this)), m_meaning(new QLabel(this))
{
    setObjectName(QStringLiteral("ttlDialog"));
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);  // radio buttons stand below each other
    addNote(keys);
    m_duration->setObjectName(QStringLiteral("ttlField"));
    m_duration->setPlaceholderText(tr("90, 15m, 1h30m, 7d"));
    m_duration->setAccessibleName(tr("Time to live"));
    m_duration->setAccessibleDescription(tr("Seconds, or a time such as 15m, 1h30m or 7d"));
    m_duration->setText(remaining ? QString::number(qint64((remaining->count() + 999) / 1000)) : QStringLiteral("1h"));
    m_moment->setObjectName(QStringLiteral("momentField"));
    m_moment->setAccessibleName(tr("Moment, local time"));
    m_moment->setCalendarPopup(true);
    m_moment->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    m_moment->setDateTime(QDateTime::currentDateTime().addMSecs(remaining ? remaining->count() : 3'600'000));
    m_never->setObjectName(QStringLiteral("neverButton"));
    m_at->setObjectName(QStringLiteral("atButton"));
    m_in->setObjectName(QStringLiteral("inButton"));
    m_in->setChecked(true);

    auto *presets = new QHBoxLayout;
    presets->setSpacing(Theme::S1);
    for (const TtlChange::Preset &preset : TtlChange::presets()) {
        auto *button = new QPushButton(preset.text, this);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, change = preset.change] {
            m_in->setChecked(true);
            m_duration->setText(QString::number(qint64(change.time.count() / 1000)));
        });
        presets->addWidget(button);
    }
    presets->addStretch(1);
    m_form->addRow(m_in, m_duration);
    m_form->addRow(QString(), presets);
    m_form->addRow(m_at, m_moment);
    m_form->addRow(m_never, static_cast<QWidget *>(nullptr));
    m_meaning->setObjectName(QStringLiteral("meaning"));
    m_meaning->setForegroundRole(QPalette::PlaceholderText);
    m_form->addRow(QString(), m_meaning);

    connect(m_duration, &QLineEdit::textEdited, this, [this] { m_in->setChecked(true); });
    connect(m_duration, &QLineEdit::textChanged, this, &TtlDialog::check);
    connect(m_moment, &QDateTimeEdit::dateTimeChanged, this, [this] { m_at->setChecked(true); check(); });
    for (QRadioButton *choice : {m_in, m_at, m_never})
        connect(choice, &QRadioButton::toggled, this, &TtlDialog::check);
    m_duration->selectAll();
    m_duration->setFocus();
    check();
}

Result<TtlChange> TtlDialog::change() const
{
    if (m_never->isChecked())
        return TtlChange{TtlChange::Kind::Never, {}};
    if (m_at->isChecked())
        return TtlChange{TtlChange::Kind::At, std::chrono::milliseconds(m_moment->dateTime().toMSecsSinceEpoch())};
    return TtlChange::parsed(m_duration->text());
}

void TtlDialog::check()
{
    const Result<TtlChange> now = change();
    setProblem(now ? QString() : QString::fromUtf8(now.error().detail));
    const auto wall = systemClock().wall();
    QString meaning;
    if (now && now->deletesAt(wall))
        meaning = tr("This deletes at once. You are asked before.");
    else if (now && now->kind == TtlChange::Kind::In)
        meaning = tr("%1, at %2").arg(formatDuration(now->time), formatMoment(wall + now->time));
    else if (now && now->kind == TtlChange::Kind::At)
        meaning = tr("In %1, %2 UTC").arg(formatDuration(now->time - wall), formatMoment(now->time, true));
    m_meaning->setText(meaning);
}

void TtlDialog::accept()
{
    if (const Result<TtlChange> now = change()) {
        emit chosen(*now);
        Form::accept();
    }
}

}  // namespace vermilion
