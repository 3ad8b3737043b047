// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace vermilion {

class Codec;
class DataEdit;

/// Bytes as text through a codec, and back: the editor, the codec switch, Save and Revert. Knows nothing of keys.
class ValueEditor : public QWidget {
    Q_OBJECT
public:
    explicit ValueEditor(QWidget *parent = nullptr);

    /// Drops what was edited. `isWhole`: false for the first part of more.
    void show(const QByteArray &bytes, bool editable, bool isWhole = true);
    void setEditable(bool editable);
    void setBusy(bool busy);                  ///< a save is on its way
    bool isEdited() const { return m_edited; }
    void save();                              ///< saveWanted() follows, at once for small values
    void revert();

signals:
    void editedChanged(bool edited);
    void saveWanted(const QByteArray &bytes);
    void refused(const vermilion::Error &error);  ///< the text means nothing in this codec

private:
    void decode(const Codec *wish, bool mustBe = true);
    void chooseCodec(int index);
    void noteEdit();
    void dress();

    QByteArray m_bytes;
    const Codec *m_codec = nullptr;
    const Codec *m_wish = nullptr;  // the user's choice, kept from value to value while it suits
    quint64 m_turn = 0;
    bool m_editable = false, m_edited = false, m_busy = false, m_shown = false;
    bool m_whole = true, m_broken = false, m_encoding = false;
    DataEdit *m_edit;
    QComboBox *m_codecs;
    QLabel *m_hint;
    QPushButton *m_save, *m_revert;
};

}  // namespace vermilion
