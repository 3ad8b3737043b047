// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/DemoData.h"

#include "demo/DemoChapters.h"

#include <numeric>

namespace vermilion {

namespace {

constexpr size_t BatchCommands = 400;
constexpr qsizetype BatchBytes = 256 * 1024;  // keeps the I/O thread free for the console's own replies
constexpr uint64_t Seed = 20261121;

qsizetype sizeOf(const QByteArrayList &command)
{
    return std::accumulate(command.begin(), command.end(), qsizetype(0),
                           [](qsizetype sum, const QByteArray &part) { return sum + part.size(); });
}

}  // namespace

struct DemoData::Private {
    DemoChapters chapters;
    size_t chapter = 0;
    int index = 0;
    qint64 steps = 0, done = 0;
    DemoRandom random{Seed};
};

DemoData::DemoData() : d(std::make_unique<Private>())
{
    addWorkerChapters(d->chapters);
    addWebChapters(d->chapters);
    addOddityChapters(d->chapters);
    addProxyChapters(d->chapters);
    addAgentChapters(d->chapters);
    for (const DemoChapter &chapter : d->chapters)
        d->steps += chapter.count;
}

DemoData::~DemoData() = default;

qint64 DemoData::steps() const { return d->steps; }
qint64 DemoData::stepsDone() const { return d->done; }

DemoData::Batch DemoData::next()
{
    Batch batch;
    qsizetype bytes = 0;
    while (d->chapter < d->chapters.size() && batch.commands.size() < BatchCommands && bytes < BatchBytes) {
        const DemoChapter &chapter = d->chapters[d->chapter];
        if (d->index == chapter.count) {
            ++d->chapter;
            d->index = 0;
            continue;
        }
        if (batch.commands.empty())
            batch.database = chapter.database;
        else if (batch.database != chapter.database)
            break;
        const size_t before = batch.commands.size();
        chapter.write(d->random, d->index++, batch.commands);
        ++d->done;
        for (size_t i = before; i < batch.commands.size(); ++i)
            bytes += sizeOf(batch.commands[i]);
    }
    return batch;
}

}  // namespace vermilion
