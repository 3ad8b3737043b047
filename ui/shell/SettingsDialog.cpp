// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/SettingsDialog.h"

#include "shell/ShortcutsPage.h"
#include "shell/StallPage.h"
#include "theme/Theme.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontComboBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>

namespace vermilion {

namespace {

QFormLayout *formOf(QWidget *page)
{
    auto *form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    form->setHorizontalSpacing(Theme::S3);
    form->setVerticalSpacing(Theme::S3);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    return form;
}

/// The families of a kind, with "the system's" first.
QComboBox *fontBox(Settings *settings, Settings::Key key, bool fixedOnly, const QString &name)
{
    auto *box = new QComboBox;
    box->setAccessibleName(name);
    box->setMinimumWidth(220);
    box->addItem(SettingsDialog::tr("The system's"), QString());
    const QStringList families = QFontDatabase::families();
    for (const QString &family : families) {
        if (!QFontDatabase::isPrivateFamily(family) && (!fixedOnly || QFontDatabase::isFixedPitch(family)))
            box->addItem(family, family);
    }
    box->setCurrentIndex(qMax(0, box->findData(settings->text(key))));
    QObject::connect(box, &QComboBox::activated, settings, [settings, key, box] { settings->set(key, box->currentData()); });
    return box;
}

QCheckBox *checkBox(Settings *settings, Settings::Key key, const QString &text)
{
    auto *box = new QCheckBox(text);
    box->setChecked(settings->isOn(key));
    QObject::connect(box, &QCheckBox::toggled, settings, [settings, key](bool on) { settings->set(key, on); });
    return box;
}

}  // namespace

SettingsDialog::SettingsDialog(Settings *settings, StallMeter *stalls, QWidget *parent)
    : QDialog(parent), m_settings(settings), m_pages(new QListWidget(this)), m_stack(new QStackedWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    resize(720, 480);

    m_pages->setObjectName(QStringLiteral("pages"));
    m_pages->setAccessibleName(tr("Pages of settings"));
    m_pages->addItems({tr("Appearance"), tr("Browsing"), tr("Shortcuts"), tr("Developer")});
    m_pages->setFixedWidth(150);
    m_stack->addWidget(appearancePage());
    m_stack->addWidget(browsingPage());
    m_stack->addWidget(new ShortcutsPage(this));
    m_stack->addWidget(developerPage(stalls));
    if (auto *shortcuts = m_stack->widget(int(Page::Shortcuts))->layout())
        shortcuts->setContentsMargins(0, 0, 0, 0);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *row = new QHBoxLayout;
    row->setSpacing(Theme::S5);
    row->addWidget(m_pages);
    row->addWidget(m_stack, 1);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(Theme::S4);
    column->addLayout(row, 1);
    column->addWidget(buttons);
    connect(m_pages, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_pages->setCurrentRow(0);
}

void SettingsDialog::showPage(Page page)
{
    m_pages->setCurrentRow(int(page));
}

void SettingsDialog::addHelp(QFormLayout *form, const QString &text)
{
    auto *help = new QLabel(text);
    help->setWordWrap(true);
    help->setFont(Theme::current()->uiFont(Theme::Text::Small));
    help->setForegroundRole(QPalette::PlaceholderText);
    help->setMinimumWidth(340);
    form->addRow(new QLabel, help);
}

QSpinBox *SettingsDialog::number(Settings::Key key, const QString &name, int from, int to, const QString &suffix)
{
    auto *box = new QSpinBox;
    box->setAccessibleName(name);
    box->setRange(from, to);
    box->setSuffix(suffix);
    box->setMinimumWidth(120);
    box->setValue(m_settings->number(key));
    connect(box, &QSpinBox::valueChanged, this, [this, key](int value) { m_settings->set(key, value); });
    return box;
}

QWidget *SettingsDialog::appearancePage()
{
    using Key = Settings::Key;
    auto *page = new QWidget(this);
    QFormLayout *form = formOf(page);
    auto *theme = new QComboBox;
    theme->setObjectName(QStringLiteral("theme"));
    theme->setAccessibleName(tr("Theme"));
    theme->addItem(tr("As the system"), QStringLiteral("system"));
    theme->addItem(tr("Light"), QStringLiteral("light"));
    theme->addItem(tr("Dark"), QStringLiteral("dark"));
    theme->setCurrentIndex(qMax(0, theme->findData(m_settings->text(Key::Theme))));
    connect(theme, &QComboBox::currentIndexChanged, this, [this, theme] { m_settings->set(Settings::Key::Theme, theme->currentData()); });
    form->addRow(tr("Theme"), theme);
    form->addRow(tr("Font"), fontBox(m_settings, Key::UiFontFamily, false, tr("Font")));
    form->addRow(tr("Data font"), fontBox(m_settings, Key::DataFontFamily, true, tr("Data font")));
    QSpinBox *size = number(Key::DataFontSize, tr("Data font size"), 0, 32, tr(" pt"));
    size->setSpecialValueText(tr("As the rest"));
    form->addRow(tr("Data font size"), size);
    form->addRow(new QLabel, checkBox(m_settings, Key::CompactRows, tr("Compact rows")));
    return page;
}

QWidget *SettingsDialog::browsingPage()
{
    using Key = Settings::Key;
    auto *page = new QWidget(this);
    QFormLayout *form = formOf(page);
    auto *separators = new QLineEdit(m_settings->text(Key::Separators));
    separators->setObjectName(QStringLiteral("separators"));
    separators->setAccessibleName(tr("Separators"));
    separators->setFont(Theme::current()->dataFont());
    separators->setMaxLength(16);
    connect(separators, &QLineEdit::editingFinished, this,
            [this, separators] { m_settings->set(Settings::Key::Separators, separators->text()); });
    form->addRow(tr("Separators"), separators);
    addHelp(form, tr("Each of these characters splits names into namespaces. Inside a {hash tag} nothing is split. Empty: one flat list."));
    form->addRow(tr("Scan share"), number(Key::ScanShare, tr("Scan share"), 1, 100, tr(" %")));
    addHelp(form, tr("How much of the server's time a scan may take. Less is kinder to a busy server, and slower."));
    form->addRow(tr("Connect within"), number(Key::ConnectTimeout, tr("Connect within"), 500, 120'000, tr(" ms")));
    QSpinBox *request = number(Key::RequestTimeout, tr("Answer within"), 0, 600'000, tr(" ms"));
    request->setSpecialValueText(tr("No limit"));
    form->addRow(tr("Answer within"), request);
    addHelp(form, tr("Time-outs hold for connections that are opened from now on."));
    return page;
}

QWidget *SettingsDialog::developerPage(StallMeter *stalls)
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::S3);
    QCheckBox *box = checkBox(m_settings, Settings::Key::Developer, tr("Measure how fast the window answers"));
    box->setObjectName(QStringLiteral("developer"));
    auto *reset = new QPushButton(tr("Start anew"));
    reset->setAutoDefault(false);
    auto *histogram = new StallPage(stalls, page);
    column->addWidget(box);
    column->addWidget(histogram, 1);
    column->addWidget(reset, 0, Qt::AlignLeft);
    connect(reset, &QPushButton::clicked, stalls, &StallMeter::reset);
    return page;
}

}  // namespace vermilion
