// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

// vermilion-bench: each verb measures something beside a reference in the same run and prints one JSON object a line.
namespace vermilion {

struct BenchOptions {
    uint64_t keys = 10'000'000;
    QString url;           ///< empty: the verb starts its own server
    std::string namesFile; ///< names to use instead of made ones, one a line
    int argc = 0;          ///< as the program got them, for verbs that make a QApplication
    char **argv = nullptr;
};

/// Returns the exit code; 0 also when a goal is missed: that is for the reader of the lines to judge.
using Verb = std::function<int(const BenchOptions &)>;

/// At namespace scope of a verb's source: `static const bool registered = registerVerb("scan", scan);`
bool registerVerb(const std::string &name, Verb verb);

struct Figure {
    enum class GoalIs { Ratio, Value };  ///< what the goal limits from above; value goals are meant for 10 M keys
    std::string name;
    double value = 0;
    std::string unit;
    double reference = 0;
    std::string referenceIs;
    double goal = 0;
    GoalIs goalIs = GoalIs::Ratio;
    double ratio = std::numeric_limits<double>::quiet_NaN();  ///< left so: value / reference
};
void print(const Figure &figure);

namespace bench {

/// Milliseconds that `work` takes.
template<class Work>
double milliseconds(Work &&work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

inline double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Medians of two things measured in turn, so that a noisy moment hits both.
struct Pair {
    double value;
    double reference;
};
template<class Value, class Reference>
Pair inTurn(int rounds, Value &&value, Reference &&reference)
{
    std::vector<double> values, references;
    for (int round = 0; round < rounds; ++round) {
        references.push_back(milliseconds(reference));
        values.push_back(milliseconds(value));
    }
    return {median(values), median(references)};
}

/// Keeps the compiler from leaving out what only a bench wants to know.
void use(uint64_t result);

}  // namespace bench

}  // namespace vermilion
