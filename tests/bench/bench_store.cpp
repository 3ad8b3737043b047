// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench.h"
#include "bench/names.h"
#include "keyspace/KeyStore.h"

#include <atomic>
#include <memory>
#include <thread>

// Verbs store, filter and tree: the key store alone, without a server.
namespace vermilion {

namespace {

using namespace bench;

using Kind = NameFilter::Kind;
using GoalIs = Figure::GoalIs;

constexpr size_t kPage = 1000;  // names a SCAN brings at once
constexpr int kRounds = 5;

Names namesFor(const BenchOptions &options)
{
    return options.namesFile.empty() ? realisticNames(options.keys) : namesFromFile(options.namesFile);
}

struct Build {
    double nanosecondsAKey;
    double worstPage;  ///< milliseconds
};

/// Feeds pages as a scan does.
template<class Feed>
Build build(const std::vector<std::string_view> &names, Feed &&feed)
{
    double total = 0, worst = 0;
    for (size_t first = 0; first < names.size(); first += kPage) {
        const size_t count = std::min(kPage, names.size() - first);
        const double took = milliseconds([&] { feed(names.data() + first, count); });
        total += took;
        worst = std::max(worst, took);
    }
    return {total * 1e6 / static_cast<double>(names.size()), worst};
}

std::unique_ptr<KeyStore> filled(const std::vector<std::string_view> &names)
{
    auto store = std::make_unique<KeyStore>();
    store->append(names.data(), names.size());
    return store;
}

void measureStore(const std::string &what, const Names &names, double memoryGoal, double buildGoal)
{
    const auto views = names.views();
    std::vector<double> cost, costOfStrings, worst, worstOfStrings;
    std::unique_ptr<KeyStore> store;
    for (int round = 0; round < 3; ++round) {
        std::vector<std::string> strings;
        const Build reference = build(views, [&](const std::string_view *page, size_t count) { strings.insert(strings.end(), page, page + count); });
        costOfStrings.push_back(reference.nanosecondsAKey);
        worstOfStrings.push_back(reference.worstPage);
        store = std::make_unique<KeyStore>();
        const Build own = build(views, [&](const std::string_view *page, size_t count) { store->append(page, count); });
        cost.push_back(own.nanosecondsAKey);
        worst.push_back(own.worstPage);
    }
    const auto least = [](const std::vector<double> &values) { return *std::min_element(values.begin(), values.end()); };
    print({"memory, " + what, static_cast<double>(store->memory()), "B", static_cast<double>(names.rawBytes()), "bytes of the names", memoryGoal, GoalIs::Ratio});
    print({"build, " + what, median(cost), "ns/key", median(costOfStrings), "push_back into a vector of std::string", buildGoal, GoalIs::Value});
    print({"worst page of 1000, best of 3 builds, " + what, least(worst), "ms", least(worstOfStrings), "the same of a vector of std::string", 8, GoalIs::Value});
}

/// A scan that repeats a thousand keys; a reader asks for the root all the while, as a window does.
void measureDuplicates(const Names &names)
{
    const auto views = names.views();
    const auto store = filled(views);
    std::vector<std::string_view> again;
    for (size_t i = 0; i < views.size(); i += std::max<size_t>(1, views.size() / 1000))
        again.push_back(views[i]);
    store->append(again.data(), again.size());
    std::atomic<bool> end{false};
    double worstWait = 0;
    std::thread reader([&] {
        while (!end) {
            worstWait = std::max(worstWait, milliseconds([&] { use(store->list("no:such:namespace:", 1).keyTotal); }));
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    });
    size_t removed = 0;
    const double took = milliseconds([&] { removed = store->removeDuplicates(); });
    end = true;
    reader.join();
    std::vector<std::string_view> sorted;
    const double reference = milliseconds([&] {
        sorted = views;
        std::sort(sorted.begin(), sorted.end());
        sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    });
    print({"remove duplicates", took, "ms", reference, "std::sort and std::unique of all names", 600, GoalIs::Value});
    print({"keys left over or lost by it", std::abs(static_cast<double>(store->size()) - static_cast<double>(sorted.size())), "keys",
           static_cast<double>(removed), "duplicates removed", 0, GoalIs::Value});
    print({"longest wait of a reader beside it", worstWait, "ms", took, "the whole run", 8, GoalIs::Value});
}

int store(const BenchOptions &options)
{
    {
        const Names names = namesFor(options);
        measureStore("realistic names", names, 0.65, 80);
        measureDuplicates(names);
    }
    for (const HostileSet &set : hostileSets())
        measureStore(set.what, hostileNames(set, options.keys), 1.2, 200);
    return 0;
}

/// Names found by a flat search: at most one hit a line, like a filter.
uint64_t flatMatches(std::string_view flat, std::string_view needle)
{
    uint64_t count = 0;
    for (size_t at = flat.find(needle); at != std::string_view::npos; at = flat.find(needle, at)) {
        ++count;
        at = flat.find('\n', at);
        if (at == std::string_view::npos)
            break;
    }
    return count;
}

void measureFilter(const KeyStore &store, const Names &names, const NameFilter &filter, const std::string &reference)
{
    uint64_t found = 0;
    const auto work = [&](int threads) { return [&, threads] { use(found = store.count(filter, threads).total); }; };
    const auto flat = [&] { use(flatMatches(names.flat(), reference)); };
    const Pair one = inTurn(kRounds, work(1), flat);
    const char *kind = filter.kind == Kind::Glob ? "glob '" : filter.kind == Kind::Exact ? "exact '" : "'";
    const std::string what = kind + filter.text + "'" + (filter.ignoreCase ? " ignoring case, " : ", ") + std::to_string(found) + " matches";
    const double goal = found > store.size() / 2 ? 50 : 25;
    print({"filter " + what, one.value, "ms", one.reference, "string_view::find of '" + reference + "' over all names in one piece", goal, GoalIs::Value});
}

int filter(const BenchOptions &options)
{
    const Names names = namesFor(options);
    const auto store = filled(names.views());
    for (const char *needle : {"99887", "session:web:ab", "user:1234", "deadbeef", "1", "zzzz"}) {
        measureFilter(*store, names, {Kind::Substring, needle, false}, needle);
        measureFilter(*store, names, {Kind::Substring, needle, true}, needle);
    }
    measureFilter(*store, names, {Kind::Glob, "session:web:ab*", false}, "session:web:ab");
    measureFilter(*store, names, {Kind::Glob, "*:memory:*77", false}, ":memory:");
    measureFilter(*store, names, {Kind::Exact, std::string(names[names.size() / 2]), false}, std::string(names[names.size() / 2]));
    return 0;
}

std::string biggestNamespace(const KeyStore &store, std::string prefix = {})
{
    const FolderListing listing = store.list(prefix, 1);
    if (listing.children.empty())
        return prefix;
    const auto most = std::max_element(listing.children.begin(), listing.children.end(), [](const auto &a, const auto &b) { return a.keys < b.keys; });
    return most->keys > listing.keyTotal ? biggestNamespace(store, prefix + most->name) : prefix;
}

size_t rowsOf(const FolderListing &listing) { return listing.keys.size() + listing.children.size(); }

void measureFolder(const KeyStore &store, const Names &names, const std::string &what, const std::string &prefix, double firstGoal, double allGoal)
{
    std::vector<std::string_view> below;
    for (size_t i = 0; i < names.size(); ++i)
        if (names[i].starts_with(prefix))
            below.push_back(names[i]);
    const auto sorted = [&] {
        auto copy = below;
        std::sort(copy.begin(), copy.end());
        use(copy.size());
    };
    const std::string rows = what + " of " + std::to_string(below.size()) + " keys";
    const char *reference = "std::sort of its names as string_view";
    const Pair first = inTurn(3, [&] { use(rowsOf(store.list(prefix, 1000))); }, sorted);
    print({"first 1000 rows, " + rows, first.value, "ms", first.reference, reference, firstGoal, GoalIs::Value});
    const Pair all = inTurn(3, [&] { use(rowsOf(store.list(prefix))); }, sorted);
    print({"all rows in order, " + rows, all.value, "ms", all.reference, reference, allGoal, GoalIs::Value});
}

int tree(const BenchOptions &options)
{
    {
        const Names names = namesFor(options);
        const auto views = names.views();
        const auto store = filled(views);
        const double sortAll = milliseconds([&] {
            auto copy = views;
            std::sort(copy.begin(), copy.end());
            use(copy.size());
        });
        const char *reference = "std::sort of all names as string_view";
        measureFolder(*store, names, "biggest folder", biggestNamespace(*store), 50, 150);
        print({"open the root", milliseconds([&] { use(store->list("", 1000).children.size()); }), "ms", sortAll, reference, 16, GoalIs::Value});
        print({"flat list of all keys", milliseconds([&] { use(store->all().size()); }), "ms", sortAll, reference, 0.25, GoalIs::Ratio});
    }
    for (const HostileSet &set : hostileSets()) {
        const Names names = hostileNames(set, options.keys);
        const auto store = filled(names.views());
        measureFolder(*store, names, std::string(set.what) + ", folder '" + set.folder + "'", set.folder, 500, 5000);
    }
    return 0;
}

const bool registered = registerVerb("store", store) && registerVerb("filter", filter) && registerVerb("tree", tree);

}  // namespace

}  // namespace vermilion
