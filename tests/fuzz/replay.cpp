// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for libFuzzer where there is none: runs every seed, then garbage made from the seeds, the same at every run.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

namespace {

constexpr int Rounds = 20'000;

void run(const std::string &bytes)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size());
}

std::vector<std::string> readSeeds(const char *directory)
{
    std::vector<std::filesystem::path> paths;
    for (const auto &entry : std::filesystem::directory_iterator(directory))
        paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> seeds;
    for (const auto &path : paths) {
        std::ifstream file(path, std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return seeds;
}

class Mutator {
public:
    explicit Mutator(const std::vector<std::string> &seeds) : m_seeds(seeds) {}

    std::string next()
    {
        std::string text = m_seeds[below(m_seeds.size())];
        for (size_t changes = 1 + below(6); changes > 0; --changes)
            change(text);
        return text;
    }

private:
    size_t below(size_t limit) { return limit == 0 ? 0 : m_random() % limit; }

    void change(std::string &text)
    {
        const size_t at = below(text.size() + 1);
        switch (below(5)) {
        case 0: text.insert(at, 1, static_cast<char>(below(256))); break;
        case 1: text.erase(at, below(8)); break;
        case 2: text.resize(at); break;
        case 3: text.insert(at, m_seeds[below(m_seeds.size())]); break;
        default:
            if (at < text.size())
                text[at] = static_cast<char>(below(256));
        }
    }

    const std::vector<std::string> &m_seeds;
    std::mt19937 m_random{20240607};
};

}  // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fputs("usage: fuzz_x SEED-DIRECTORY\n", stderr);
        return 2;
    }
    const std::vector<std::string> seeds = readSeeds(argv[1]);
    if (seeds.empty()) {
        std::fputs("there are no seeds\n", stderr);
        return 1;
    }
    for (const std::string &seed : seeds)
        run(seed);
    Mutator mutator(seeds);
    for (int i = 0; i < Rounds; ++i)
        run(mutator.next());
    std::printf("%zu seeds, %d mutations\n", seeds.size(), Rounds);
    return 0;
}
