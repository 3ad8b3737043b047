// SPDX-License-Identifier: GPL-3.0-or-later
// db 0: a worker that turns pictures and texts into vectors: models, embeddings, jobs, and the two giants.
#include "demo/DemoChapters.h"
#include "demo/DemoData.h"

namespace vermilion {

namespace {

const QByteArrayList &modelNames()
{
    static const QByteArrayList names{
        "clip-vit-l14", "clip-vit-b32", "siglip-so400m", "whisper-large-v3", "whisper-small", "bge-m3", "bge-small-en",
        "e5-large-v2", "nomic-embed-text", "jina-embeddings-v3", "llava-1.6-7b", "qwen2-vl-7b", "florence-2", "blip2-opt",
        "dinov2-giant", "sam-vit-h", "yolo-v9", "detr-r101", "layoutlm-v3", "donut-base", "trocr-large", "musicgen-small",
        "bark", "speecht5", "table-transformer"};
    return names;
}

QByteArray modelCard(const QByteArray &name, DemoRandom &random)
{
    return "{\"name\":\"" + name + "\",\"task\":\"embedding\",\"parameters\":" + decimal(random.between(20, 9000))
        + "000000,\"dtype\":\"" + random.pick(QByteArrayList{"fp16", "bf16", "int8"})
        + "\",\"licence\":\"apache-2.0\",\"input\":{\"image\":[336,336],\"text\":77},\"snowflake\":90071992547409931"
        + decimal(random.between(10, 99)) + ",\"loaded\":" + (random.below(2) ? "true" : "false") + "}";
}

void writeModel(DemoRandom &random, int i, DemoCommands &out)
{
    const QByteArray &name = modelNames().at(i);
    const QByteArray key = "model:" + name;
    out.push_back({"HSET", key + ":meta", "name", name, "revision", random.hex(12), "framework", "onnx", "dimensions",
                   decimal(256 * random.between(1, 6)), "sha256", random.hex(64), "device", "cuda:" + decimal(random.below(4)),
                   "memory_mb", decimal(random.between(180, 15900)), "warm", random.below(2) ? "1" : "0"});
    out.push_back({"SET", key + ":card", modelCard(name, random)});
    MessagePackWriter settings;
    settings.map(4).text("temperature").real(0.7).text("top_k").number(random.between(10, 200)).text("lower_case").flag(true)
        .text("stop").array(2).text("</s>").text("\xE2\x96\x81");
    out.push_back({"SET", key + ":settings", settings.bytes()});
    out.push_back({"RPUSH", key + ":history", "loaded", "warmed up", "served " + decimal(random.below(90000)) + " requests"});
}

void writeImageEmbedding(DemoRandom &random, int i, DemoCommands &out)
{
    const QByteArray key = "embedding:image:" + random.hex(16);
    const QByteArray vector = floatVector(random, i % 50 == 0 ? 768 : 64);
    if (i % 2)
        out.push_back({"SET", key, vector});
    else
        out.push_back(setFor(key, vector, random.between(7 * Day, 2 * Month)));
}

void writeTextEmbedding(DemoRandom &random, int i, DemoCommands &out)
{
    // The hash tag keeps the parts of one document on one shard of a cluster: its ':' does not make a folder.
    const QByteArray key = "embedding:text:{doc:" + decimal(10'000 + i / 4) + "}:" + decimal(i % 4);
    out.push_back({"HSET", key, "model", "bge-m3", "tokens", decimal(random.between(12, 512)), "vector", floatVector(random, 64)});
}

void writeJob(DemoRandom &random, int i, DemoCommands &out)
{
    static const QByteArrayList states{"queued", "running", "done", "done", "done", "failed"};
    const QByteArray id = decimal(480'000 + i);
    const QByteArray key = "job:" + id;
    out.push_back({"HSET", key, "state", random.pick(states), "kind", random.pick(QByteArrayList{"caption", "embed", "transcribe"}),
                   "progress", decimal(random.below(101)), "input", "s3://media/" + random.hex(8) + ".jpg", "attempts",
                   decimal(random.between(1, 3))});
    out.push_back({"EXPIRE", key, decimal(random.between(10 * Minute, 36 * Hour))});
    if (i % 5 == 0)
        out.push_back({"LPUSH", "queue:" + random.pick(QByteArrayList{"high", "normal", "low"}), id});
}

void writeFrame(DemoRandom &random, int i, DemoCommands &out)
{
    ProtobufWriter box;
    box.varint(1, random.next() % 1920).varint(2, random.next() % 1080).real(3, random.unit()).bytes(4, "person");
    ProtobufWriter frame;
    frame.varint(1, static_cast<uint64_t>(i)).bytes(2, "camera-" + decimal(i % 7)).varint(3, 1'763'700'000'000ull + random.next() % 86'400'000)
        .bytes(4, box.message()).bytes(5, random.hex(24));
    out.push_back(setFor("frame:cam" + decimal(i % 7) + ':' + decimal(i), frame.message(), random.between(Hour, 3 * Day)));
}

void writeEvent(DemoRandom &random, int i, DemoCommands &out)
{
    const QByteArray key = "events:jobs";
    out.push_back({"XADD", key, decimal(1'763'700'000'000 + i * 1700LL) + "-0", "job", decimal(480'000 + random.below(4000)), "event",
                   random.pick(QByteArrayList{"queued", "started", "finished"}), "ms", decimal(random.between(3, 9000))});
    if (i != 1999)
        return;
    out.push_back({"XGROUP", "CREATE", key, "workers", "0"});
    out.push_back({"XGROUP", "CREATE", key, "billing", "0"});
    out.push_back({"XREADGROUP", "GROUP", "workers", "worker-1", "COUNT", "40", "STREAMS", key, ">"});
    out.push_back({"XREADGROUP", "GROUP", "workers", "worker-2", "COUNT", "25", "STREAMS", key, ">"});
    out.push_back({"XREADGROUP", "GROUP", "billing", "invoicer", "COUNT", "10", "STREAMS", key, ">"});
}

constexpr int FieldsAStep = 500;

void writeBigHash(DemoRandom &random, int i, DemoCommands &out)
{
    QByteArrayList command{"HSET", DemoData::BigHash};
    command.reserve(2 + 2 * FieldsAStep);
    for (int field = i * FieldsAStep; field < (i + 1) * FieldsAStep; ++field)
        command << "sku-" + decimal(100'000 + field) << decimal(random.between(99, 99'999));
    out.push_back(std::move(command));
}

void writeBigString(DemoRandom &, int, DemoCommands &out)
{
    QByteArray frames(DemoData::BigStringBytes, Qt::Uninitialized);
    for (qsizetype i = 0; i < frames.size(); ++i)
        frames[i] = static_cast<char>((i * 31 + (i >> 10) * 7) & 0xFF);
    out.push_back({"SET", DemoData::BigString, std::move(frames)});
}

}  // namespace

void addWorkerChapters(DemoChapters &chapters)
{
    chapters.push_back({0, static_cast<int>(modelNames().size()), writeModel});
    chapters.push_back({0, 14'000, writeImageEmbedding});
    chapters.push_back({0, 6'000, writeTextEmbedding});
    chapters.push_back({0, 4'000, writeJob});
    chapters.push_back({0, 2'000, writeFrame});
    chapters.push_back({0, 2'000, writeEvent});
    chapters.push_back({0, DemoData::BigHashFields / FieldsAStep, writeBigHash});
    chapters.push_back({0, 1, writeBigString});
}

}  // namespace vermilion
