// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench.h"

#include <atomic>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <map>

namespace vermilion {

namespace {

std::map<std::string, Verb> &verbs()
{
    static std::map<std::string, Verb> all;
    return all;
}

std::string quoted(const std::string &text)
{
    std::string result = "\"";
    for (const char byte : text) {
        if (byte == '"' || byte == '\\')
            result += '\\';
        result += byte;
    }
    return result + '"';
}

std::string number(double value)
{
    char text[40];
    std::snprintf(text, sizeof text, "%.6g", value);
    for (char *at = text; *at; ++at)
        if (*at == ',')  // a locale may have set another decimal mark
            *at = '.';
    return text;
}

int usage()
{
    std::cerr << "usage: vermilion-bench VERB [--keys N] [--url URL] [--names FILE]\nverbs:";
    for (const auto &verb : verbs())
        std::cerr << ' ' << verb.first;
    std::cerr << '\n';
    return 2;
}

bool parse(int argc, char **argv, BenchOptions &options)
{
    for (int i = 2; i < argc; i += 2) {
        if (i + 1 >= argc)
            return false;
        const char *value = argv[i + 1], *end = value + std::strlen(value);
        if (!std::strcmp(argv[i], "--keys")) {
            const auto [stop, error] = std::from_chars(value, end, options.keys);
            if (error != std::errc() || stop != end || options.keys == 0)
                return false;
        } else if (!std::strcmp(argv[i], "--url")) {
            options.url = QString::fromLocal8Bit(value);
        } else if (!std::strcmp(argv[i], "--names")) {
            options.namesFile = value;
        } else {
            return false;
        }
    }
    return true;
}

}  // namespace

bool registerVerb(const std::string &name, Verb verb) { return verbs().emplace(name, std::move(verb)).second; }

void print(const Figure &figure)
{
    double ratio = figure.ratio;
    if (std::isnan(ratio))
        ratio = figure.reference != 0 ? figure.value / figure.reference : 0;
    const bool onRatio = figure.goalIs == Figure::GoalIs::Ratio;
    const bool holds = (onRatio ? ratio : figure.value) <= figure.goal;
    std::cout << "{\"figure\":" << quoted(figure.name) << ",\"value\":" << number(figure.value) << ",\"unit\":" << quoted(figure.unit)
              << ",\"reference\":" << number(figure.reference) << ",\"reference_is\":" << quoted(figure.referenceIs)
              << ",\"ratio\":" << number(ratio) << ",\"goal\":" << number(figure.goal) << ",\"goal_is\":"
              << (onRatio ? "\"ratio at most\"" : "\"value at most\"") << ",\"holds\":" << (holds ? "true" : "false") << "}" << std::endl;
}

void bench::use(uint64_t result)
{
    static std::atomic<uint64_t> sink;
    sink.store(result, std::memory_order_relaxed);
}

}  // namespace vermilion

int main(int argc, char **argv)
{
    using namespace vermilion;
    if (argc < 2)
        return usage();
    const auto verb = verbs().find(argv[1]);
    BenchOptions options;
    options.argc = argc;
    options.argv = argv;
    if (verb == verbs().end() || !parse(argc, argv, options))
        return usage();
    return verb->second(options);
}
