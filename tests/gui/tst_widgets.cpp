// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Error.h"
#include "theme/ActionRegistry.h"
#include "theme/Theme.h"
#include "widgets/ElidedLabel.h"
#include "widgets/NoticeBar.h"
#include "widgets/QuestionDialog.h"
#include "widgets/StatePage.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

using namespace vermilion;

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

}  // namespace

class WidgetsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(Theme::Mode::Light); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }  // offscreen has no size hints

    void coloursCanBeRead()
    {
        Theme *theme = Theme::current();
        for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            theme->setMode(mode);
            const QColor ground = theme->color(Theme::Role::Ground);
            for (const Theme::Role role : {Theme::Role::Text, Theme::Role::Muted, Theme::Role::Accent, Theme::Role::Good,
                                           Theme::Role::Caution, Theme::Role::Danger})
                QVERIFY2(contrast(theme->color(role), ground) >= 4.5, qPrintable(theme->color(role).name()));
            QVERIFY(contrast(theme->color(Theme::Role::OnAccent), theme->color(Theme::Role::Accent)) >= 4.5);
            for (const char *type : {"string", "list", "hash", "set", "zset", "stream", "ReJSON-RL", "other"})
                QVERIFY2(contrast(theme->typeColor(type), ground) >= 4.5, type);
        }
        theme->setMode(Theme::Mode::Light);
    }

    void themeSwitches()
    {
        Theme *theme = Theme::current();
        QSignalSpy changes(theme, &Theme::changed);
        theme->setMode(Theme::Mode::Dark);
        QVERIFY(theme->isDark());
        QCOMPARE(changes.count(), 1);
        QCOMPARE(QApplication::palette().color(QPalette::Window), theme->color(Theme::Role::Ground));
        theme->setMode(Theme::Mode::Light);
        QVERIFY(!theme->isDark());
        theme->setCompact(true);
        QCOMPARE(theme->rowHeight(), Theme::CompactRow);
        theme->setCompact(false);
    }

    void everyIconIsDrawn()
    {
        const QStringList names = QDir(QStringLiteral(":/icons")).entryList();
        QVERIFY(names.size() >= 32);
        for (const QString &file : names) {
            const QString name = QString(file).remove(QStringLiteral(".svg"));
            const QImage image = Theme::current()->icon(name).pixmap(QSize(16, 16), 2.0).toImage();
            QCOMPARE(image.size(), QSize(32, 32));
            bool ink = false;
            for (int y = 0; y < image.height() && !ink; ++y) {
                for (int x = 0; x < image.width() && !ink; ++x)
                    ink = qAlpha(image.pixel(x, y)) > 200;
            }
            QVERIFY2(ink, qPrintable(name));
        }
    }

    void typesHaveLetters()
    {
        QCOMPARE(Theme::typeLetter("hash"), QStringLiteral("H"));
        QCOMPARE(Theme::typeLetter("set"), QStringLiteral("E"));
        QCOMPARE(Theme::typeLetter("vectorset"), QStringLiteral("?"));
    }

    void registryKnowsTheActionThatHadTheFocus()
    {
        QWidget window;
        QLineEdit a(&window), b(&window);
        b.move(0, 40);
        int ranA = 0, ranB = 0;
        ActionRegistry *registry = ActionRegistry::instance();
        const ActionRegistry::Spec spec{QStringLiteral("test.run"), QStringLiteral("&Run"), {}, {QKeySequence(Qt::Key_F8)}, QStringLiteral("Test")};
        registry->add(spec, &a, [&] { ++ranA; });
        registry->add(spec, &b, [&] { ++ranB; });
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.activateWindow();
        a.setFocus();
        QTRY_COMPARE(QApplication::focusWidget(), &a);
        registry->action(spec.id)->trigger();
        QCOMPARE(ranA, 1);
        b.setFocus();
        QTest::keyClick(&b, Qt::Key_F8);
        QCOMPARE(ranB, 1);
        QCOMPARE(ranA, 1);
        registry->action(spec.id)->trigger();
        QCOMPARE(ranB, 2);
        const QList<ActionRegistry::Spec> specs = registry->specs();
        QCOMPARE(std::count_if(specs.begin(), specs.end(), [&](const auto &s) { return s.id == spec.id; }), 1);
    }

    void registryRebinds()
    {
        QWidget window;
        ActionRegistry *registry = ActionRegistry::instance();
        QAction *one = registry->add({QStringLiteral("test.one"), QStringLiteral("One"), {}, {QKeySequence(Qt::Key_F2)}, QStringLiteral("Test")},
                                     &window, {});
        registry->add({QStringLiteral("test.two"), QStringLiteral("Two"), {}, {QKeySequence(Qt::Key_F3)}, QStringLiteral("Test")}, &window, {});
        QCOMPARE(registry->conflict(QStringLiteral("test.two"), QKeySequence(Qt::Key_F2)), QStringLiteral("test.one"));
        registry->setShortcuts(QStringLiteral("test.one"), {QKeySequence(Qt::Key_F9)});
        QCOMPARE(one->shortcut(), QKeySequence(Qt::Key_F9));
        QVERIFY(registry->conflict(QStringLiteral("test.two"), QKeySequence(Qt::Key_F2)).isEmpty());
        QVERIFY(registry->overrides().contains(QStringLiteral("test.one")));
        registry->setShortcuts(QStringLiteral("test.one"), {QKeySequence(Qt::Key_F2)});
        QVERIFY(!registry->overrides().contains(QStringLiteral("test.one")));
    }

    void questionsAreAnsweredOnce()
    {
        QWidget window;
        window.show();
        QList<bool> answers;
        Question question{QStringLiteral("Delete 3 keys?"), QStringLiteral("From demo, database 0."), {QStringLiteral("a"), QStringLiteral("b")},
                          QStringLiteral("Delete"), true, {}};
        ask(&window, question, [&](bool yes) { answers.append(yes); });
        auto *dialog = window.findChild<QDialog *>(QStringLiteral("question"));
        QVERIFY(dialog);
        QVERIFY(dialog->findChild<QPushButton *>(QStringLiteral("cancel"))->isDefault());
        QTest::keyClick(dialog, Qt::Key_Return);
        QCOMPARE(answers, QList<bool>{false});
        QTRY_VERIFY(!window.findChild<QDialog *>(QStringLiteral("question")));
        ask(&window, question, [&](bool yes) { answers.append(yes); });
        window.findChild<QDialog *>(QStringLiteral("question"))->findChild<QPushButton *>(QStringLiteral("accept"))->click();
        QCOMPARE(answers, (QList<bool>{false, true}));
    }

    void productionWantsTheNameTyped()
    {
        QWidget window;
        window.show();
        int yes = 0;
        ask(&window, {QStringLiteral("Flush?"), {}, {}, QStringLiteral("Flush"), true, QStringLiteral("shop")}, [&](bool ok) { yes += ok; });
        auto *dialog = window.findChild<QDialog *>(QStringLiteral("question"));
        auto *accept = dialog->findChild<QPushButton *>(QStringLiteral("accept"));
        auto *field = dialog->findChild<QLineEdit *>(QStringLiteral("confirmation"));
        QVERIFY(accept && field && !accept->isEnabled());
        QTest::keyClicks(field, QStringLiteral("Shop"));
        QVERIFY(!accept->isEnabled());
        field->clear();
        QTest::keyClicks(field, QStringLiteral("shop"));
        QVERIFY(accept->isEnabled());
        accept->click();
        QCOMPARE(yes, 1);
    }

    void aQuestionGoesWithItsWindow()
    {
        auto *window = new QWidget;
        window->show();
        QList<bool> answers;
        ask(window, {QStringLiteral("Go?"), {}, {}, QStringLiteral("Go"), false, {}}, [&](bool yes) { answers.append(yes); });
        delete window;
        QVERIFY(answers.isEmpty());
    }

    void statePageSpeaks()
    {
        StatePage page;
        page.setState(QStringLiteral("search"), QStringLiteral("Nothing found"), QStringLiteral("No name holds this."));
        int pressed = 0;
        page.setButton(QStringLiteral("Ask the server"), [&] { ++pressed; });
        page.show();
        QCOMPARE(page.sentence(), QStringLiteral("Nothing found"));
        page.findChild<QPushButton *>(QStringLiteral("button"))->click();
        QCOMPARE(pressed, 1);
        auto *copy = page.findChild<QPushButton *>(QStringLiteral("copyDetails"));
        QVERIFY(!copy->isVisible());
        page.setError({ErrorCode::NoPermission, "NOPERM this user has no permissions", "GET"});
        QVERIFY(copy->isVisible());
        copy->click();
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("NOPERM")));
    }

    void elidedLabelKeepsItsPlace()
    {
        ElidedLabel label(QStringLiteral("a very long name that has no room where it stands"));
        label.resize(60, 20);
        label.show();
        QVERIFY(label.isElided());
        QCOMPARE(label.toolTip(), label.text());
        QVERIFY(label.minimumSizeHint().width() < 60);
    }

    void noticesHaveAButton()
    {
        QWidget window;
        NoticeBar bar(&window);
        int now = 0;
        bar.say(NoticeBar::Tone::Caution, QStringLiteral("Connection lost."), QStringLiteral("Now"), [&] { ++now; });
        QVERIFY(!bar.isHidden());
        bar.findChild<QPushButton *>(QStringLiteral("noticeButton"))->click();
        QCOMPARE(now, 1);
    }
};

QTEST_MAIN(WidgetsTest)
#include "tst_widgets.moc"
