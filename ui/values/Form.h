// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QDialog>

class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace vermilion {

/// A dialog with labelled fields, a line for what is wrong with them, and one verb. Shown with open().
class Form : public QDialog {
    Q_OBJECT
public:
    Form(const QString &title, const QString &verb, QWidget *parent);

protected:
    /// A field for bytes in printable form (\n, \xHH), in the data font.
    QLineEdit *addBytes(const QString &label, const QString &objectName, const QByteArray &value = {});
    void addRow(const QString &label, QWidget *field);
    void addNote(const QString &text);
    void setProblem(const QString &text);  ///< empty: none, and the verb is enabled
    static Result<QByteArray> bytesOf(const QLineEdit *field);

    QFormLayout *m_form;
    QLabel *m_problem;
    QPushButton *m_accept;
};

}  // namespace vermilion
