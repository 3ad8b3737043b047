// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/StallMeter.h"
#include "client/Session.h"

#include <QPointer>
#include <QWidget>

#include <optional>

class QLabel;

namespace vermilion {

class ElidedLabel;

/// The bottom line: link, server, database, TLS, policy, protocol; scan rate and stalls on the right.
class StatusBar : public QWidget {
    Q_OBJECT
public:
    explicit StatusBar(QWidget *parent = nullptr);

    /// `session` null: none. `name` stands in the place of an address that would not tell anything.
    void setSession(Session *session, const QString &name = {});
    void setScanRate(double keysPerSecond);     ///< ≤ 0: nothing
    void setStalls(const std::optional<StallMeter::Report> &report);
    QString text() const;                       ///< all of it, for screen readers and tests

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void refreshLink();
    void show(QLabel *label, const QString &text, const QString &toolTip = {});

    QPointer<Session> m_session;
    QString m_name;
    QLabel *m_dot;
    QLabel *m_link;
    ElidedLabel *m_server;
    QLabel *m_database;
    QLabel *m_tls;
    QLabel *m_policy;
    QLabel *m_protocol;
    QLabel *m_scan;
    QLabel *m_stalls;
};

}  // namespace vermilion
