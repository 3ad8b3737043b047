// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Session.h"
#include "shell/ServerProfile.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QSpinBox;

namespace vermilion {

/// Describes a server by pasting its URL or by filling fields. Test says in the server's own words why it does not work.
class ConnectDialog : public QDialog {
    Q_OBJECT
public:
    explicit ConnectDialog(ConnectionOptions options, QWidget *parent = nullptr);
    ~ConnectDialog() override;

    void setServer(const ServerProfile &server);
    ServerProfile server() const;

signals:
    void chosen(const vermilion::ServerProfile &server);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeFields();
    QWidget *makeServerFields();
    QWidget *makeTlsFields();
    QWidget *makeMannerFields();
    QLineEdit *fileField(const QString &name, QFormLayout *form, const QString &label, const QString &dialogTitle);
    void readUrl(const QString &text);
    void hideUrlPassword();
    void fit();
    void dress();
    void showEndpoint(const Endpoint &endpoint);
    void updateFields();
    void test();
    void showTest(const QString &text, bool good);
    void endTest();

    ConnectionOptions m_options;
    Session *m_trial = nullptr;   // owned; lives while a test runs
    bool m_valkey = false;        // how the pasted URL was written

    QString m_editedUrl;          // tells a paste from a letter typed
    bool m_testIsGood = true;

    QScrollArea *m_scroll;
    QLineEdit *m_url;
    QLabel *m_urlProblem;
    QComboBox *m_kind;
    QLineEdit *m_host;
    QSpinBox *m_port;
    QLineEdit *m_socket;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QSpinBox *m_database;
    QCheckBox *m_tls;
    QWidget *m_tlsFields;
    QLineEdit *m_ca;
    QLineEdit *m_certificate;
    QLineEdit *m_key;
    QLineEdit *m_serverName;
    QLineEdit *m_name;
    QComboBox *m_environment;
    QCheckBox *m_readOnly;
    QLabel *m_testResult;
    QPushButton *m_test;
    QPushButton *m_connect;
};

}  // namespace vermilion
