// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../src/precompiled.h"

#include <QAbstractItemModel>
#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QWidget>
