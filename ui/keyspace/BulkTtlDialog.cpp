// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspace/BulkTtlDialog.h"

#include "base/Format.h"
#include "theme/Theme.h"

#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

namespace vermilion {

BulkTtlDialog::BulkTtlDialog(const QString &what, QWidget *parent)
    : QDialog(parent), m_in(new QRadioButton(tr("Expire &in"), this)), m_at(new QRadioButton(tr("Expire &at"), this)),
      m_never(new QRadioButton(tr("&Never expire"), this)), m_duration(new QLineEdit(QStringLiteral("7d"), this)),
      m_moment(new QDateTimeEdit(QDateTime::currentDateTime().addDays(7), this)), m_hint(new QLabel(this))
{
    setObjectName(QStringLiteral("bulkTtlDialog"));
    setWindowTitle(tr("Expiry of %1").arg(what));
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    m_in->setChecked(true);
    m_duration->setObjectName(QStringLiteral("ttlDuration"));
    m_duration->setAccessibleName(tr("Time until the keys expire"));
    m_moment->setAccessibleName(tr("Moment at which the keys expire"));
    m_moment->setCalendarPopup(true);
    m_moment->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    m_hint->setWordWrap(true);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_accept = buttons->addButton(tr("Continue…"), QDialogButtonBox::AcceptRole);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(Theme::S4, Theme::S4, Theme::S4, Theme::S4);
    grid->setVerticalSpacing(Theme::S2);
    grid->addWidget(m_in, 0, 0);
    grid->addWidget(m_duration, 0, 1);
    grid->addWidget(m_at, 1, 0);
    grid->addWidget(m_moment, 1, 1);
    grid->addWidget(m_never, 2, 0, 1, 2);
    grid->addWidget(m_hint, 3, 0, 1, 2);
    grid->addWidget(buttons, 4, 0, 1, 2);
    setMinimumWidth(380);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        if (const std::optional<BulkAction> wanted = action()) {
            emit chosen(*wanted);
            accept();
        }
    });
    connect(m_duration, &QLineEdit::textEdited, this, [this] { m_in->setChecked(true); });
    connect(m_moment, &QDateTimeEdit::dateTimeChanged, this, [this] { m_at->setChecked(true); });
    connect(m_duration, &QLineEdit::textChanged, this, &BulkTtlDialog::check);
    connect(m_moment, &QDateTimeEdit::dateTimeChanged, this, &BulkTtlDialog::check);
    for (QRadioButton *choice : {m_in, m_at, m_never})
        connect(choice, &QRadioButton::toggled, this, &BulkTtlDialog::check);
    m_duration->selectAll();
    m_duration->setFocus();
    check();
}

std::optional<BulkAction> BulkTtlDialog::action() const
{
    if (m_never->isChecked())
        return BulkAction{BulkAction::Kind::Persist, {}};
    if (m_at->isChecked()) {
        const std::chrono::milliseconds at(m_moment->dateTime().toMSecsSinceEpoch());
        if (at.count() <= QDateTime::currentMSecsSinceEpoch())
            return {};
        return BulkAction{BulkAction::Kind::ExpireAt, at};
    }
    const auto in = parseDuration(m_duration->text());
    return in ? std::optional(BulkAction{BulkAction::Kind::ExpireIn, *in}) : std::nullopt;
}

void BulkTtlDialog::check()
{
    const std::optional<BulkAction> wanted = action();
    m_accept->setEnabled(wanted.has_value());
    if (!wanted)
        m_hint->setText(m_at->isChecked() ? tr("The moment must be in the future.")
                                          : tr("Write a time such as 90 (seconds), 15m, 7d or 1h30m."));
    else if (wanted->kind == BulkAction::Kind::ExpireIn)
        m_hint->setText(tr("The keys are deleted by the server in %1.").arg(formatDuration(wanted->time)));
    else if (wanted->kind == BulkAction::Kind::ExpireAt)
        m_hint->setText(tr("The keys are deleted by the server at %1.").arg(formatMoment(wanted->time)));
    else
        m_hint->setText(tr("The keys stay until someone deletes them."));
}

}  // namespace vermilion
