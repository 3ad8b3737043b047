// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/AboutDialog.h"

#include "client/BuildFacts.h"
#include "theme/Theme.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSysInfo>

namespace vermilion {

QString AboutDialog::versions()
{
    const BuildFacts build = buildFacts();
    const QString protocols = build.resp3 ? tr("RESP2 and RESP3") : tr("RESP2; RESP3 needs hiredis 1.0 or later");
    QStringList lines;
    lines << QStringLiteral("Vermilion " VERMILION_VERSION);
    lines << tr("Qt %1").arg(QLatin1String(qVersion()));
    lines << QString(build.parser + u" – " + protocols);
    lines << (build.tls.isEmpty() ? tr("no TLS library found") : build.tls);
    lines << QString(QSysInfo::prettyProductName() + u", " + QSysInfo::currentCpuArchitecture());
    return lines.join(u'\n');
}

AboutDialog::AboutDialog(QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("aboutDialog"));
    setWindowTitle(tr("About Vermilion"));

    auto *picture = new QLabel(this);
    picture->setPixmap(QIcon(QStringLiteral(":/brand/vermilion.svg")).pixmap(QSize(64, 64), devicePixelRatioF()));
    auto *name = new QLabel(QStringLiteral("Vermilion"), this);
    name->setFont(Theme::current()->uiFont(Theme::Text::Title, true));
    auto *claim = new QLabel(tr("A desktop console for Redis and Valkey."), this);
    auto *facts = new QLabel(versions(), this);
    facts->setObjectName(QStringLiteral("versions"));
    facts->setTextFormat(Qt::PlainText);
    facts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *licence = new QLabel(tr("Free software under the GNU General Public License, version 3 or later (GPL-3.0-or-later). "
                                  "It comes without any warranty."), this);
    licence->setWordWrap(true);
    licence->setForegroundRole(QPalette::PlaceholderText);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *copy = buttons->addButton(tr("Copy details"), QDialogButtonBox::ActionRole);
    auto *words = new QVBoxLayout;
    words->setSpacing(Theme::S2);
    words->addWidget(name);
    words->addWidget(claim);
    words->addSpacing(Theme::S2);
    words->addWidget(facts);
    words->addSpacing(Theme::S2);
    words->addWidget(licence);
    auto *row = new QHBoxLayout;
    row->setSpacing(Theme::S5);
    row->addWidget(picture, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::S5, Theme::S5, Theme::S5, Theme::S4);
    column->setSpacing(Theme::S4);
    column->addLayout(row);
    column->addWidget(buttons);
    copy->setAutoDefault(false);
    setMinimumWidth(460);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(copy, &QPushButton::clicked, this, [] { QGuiApplication::clipboard()->setText(versions()); });
}

}  // namespace vermilion
