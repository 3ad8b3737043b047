// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/FuzzyMatch.h"

#include <algorithm>
#include <vector>

namespace vermilion {

namespace {

constexpr int Letter = 16, WordStart = 24, Run = 20, Never = -1'000'000;

bool startsWord(QStringView text, qsizetype i)
{
    return i == 0 || !text[i - 1].isLetterOrNumber() || (text[i].isUpper() && text[i - 1].isLower());
}

}  // namespace

int fuzzyScore(QStringView typed, QStringView text)
{
    QString wanted;
    for (const QChar c : typed) {
        if (!c.isSpace())
            wanted += c.toCaseFolded();
    }
    if (wanted.isEmpty())
        return 1;
    const qsizetype n = text.size();
    if (wanted.size() > n)
        return 0;
    // best[i]: the best score of the letters so far, with the last of them at text[i].
    std::vector<int> best(size_t(n), Never), next(size_t(n), Never);
    for (qsizetype w = 0; w < wanted.size(); ++w) {
        int before = w == 0 ? 0 : Never;  // best of all places left of i - 1
        for (qsizetype i = 0; i < n; ++i) {
            next[size_t(i)] = Never;
            if (text[i].toCaseFolded() == wanted[w]) {
                const int run = w > 0 && i > 0 ? best[size_t(i - 1)] + Run : Never;
                const int jump = w == 0 ? int(-std::min<qsizetype>(i, 12)) : before;
                next[size_t(i)] = std::max(run, jump) + Letter + (startsWord(text, i) ? WordStart : 0);
            }
            if (w > 0)
                before = std::max(before - 1, best[size_t(i)] - 1);
        }
        std::swap(best, next);
    }
    return std::max(0, *std::max_element(best.begin(), best.end()));
}

}  // namespace vermilion
