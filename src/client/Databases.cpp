// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/Databases.h"

#include <charconv>

namespace vermilion {

namespace {

// Where nobody says how many databases there are, SELECT says where they end. Redis' default is 16; more are tried only while
// the last ones answered.
constexpr int ProbeAtOnce = 16;
constexpr int ProbeAtMost = 1024;

qint64 field(std::string_view fields, std::string_view name)
{
    const size_t at = fields.find(name);
    qint64 value = -1;
    if (at != std::string_view::npos)
        std::from_chars(fields.data() + at + name.size(), fields.data() + fields.size(), value);
    return value;
}

/// Lines such as "db3:keys=12,expires=4,avg_ttl=0".
QHash<int, DatabaseInfo> readKeyspace(std::string_view info)
{
    QHash<int, DatabaseInfo> databases;
    while (!info.empty()) {
        const size_t end = std::min(info.find('\n'), info.size());
        const std::string_view line = info.substr(0, end);
        info.remove_prefix(std::min(end + 1, info.size()));
        const size_t colon = line.find(':');
        int index = -1;
        if (line.substr(0, 2) != "db" || colon == std::string_view::npos)
            continue;
        std::from_chars(line.data() + 2, line.data() + colon, index);
        if (index >= 0)
            databases.insert(index, {index, field(line, "keys="), field(line, "expires=")});
    }
    return databases;
}

}  // namespace

class ListDatabases::Private {
public:
    explicit Private(ListDatabases *owner) : q(owner) {}
    ~Private() { dropProbe(); }

    void ask();
    void onAnswered(const std::vector<Result<Reply>> &replies);
    void fill(int count, const QHash<int, DatabaseInfo> &known);
    void startProbe();
    void probe(int from);
    void onProbed(int from, const std::vector<Result<Reply>> &replies);
    void onlyDatabaseZero();
    void dropProbe();

    ListDatabases *const q;
    QPointer<Session> session;
    QList<DatabaseInfo> databases;
    RequestHandle handle;
    Connection *prober = nullptr;  // a link of its own: SELECT on the others would move what runs there
};

void ListDatabases::Private::ask()
{
    if (!session)
        return q->fail({ErrorCode::NotConnected, {}, {}});
    std::vector<Request> requests{{{"CONFIG", "GET", "databases"}, true, {}, {}}, {{"INFO", "keyspace"}, true, {}, {}}};
    handle = session->link()->sendAll(std::move(requests), q,
                                      [this](std::vector<Result<Reply>> replies) { onAnswered(replies); });
}

void ListDatabases::Private::onAnswered(const std::vector<Result<Reply>> &replies)
{
    if (!session)
        return q->fail({ErrorCode::NotConnected, {}, {}});
    const Result<Reply> &config = replies[0], &info = replies[1];
    for (const Result<Reply> *reply : {&config, &info}) {
        const ErrorCode code = *reply ? ErrorCode::None : reply->error().code;
        if (code == ErrorCode::NotConnected || code == ErrorCode::Timeout || code == ErrorCode::Cancelled)
            return q->fail(reply->error());
    }
    if (session->facts().mode == u"cluster")
        return onlyDatabaseZero();
    const qint64 count = config ? config->root().value("databases").integer() : 0;
    if (count > 0 && info) {
        fill(static_cast<int>(std::min<qint64>(count, ProbeAtMost)), readKeyspace(info->root().text()));
        return q->succeed();
    }
    startProbe();
}

void ListDatabases::Private::fill(int count, const QHash<int, DatabaseInfo> &known)
{
    for (int i = 0; i < count; ++i)
        databases.append(known.value(i, {i, 0, 0}));
    // A database beyond CONFIG's number cannot be, but what the server counts keys in is there.
    for (const DatabaseInfo &info : known) {
        if (info.index >= count)
            databases.append(info);
    }
    std::sort(databases.begin(), databases.end(), [](const auto &a, const auto &b) { return a.index < b.index; });
}

void ListDatabases::Private::startProbe()
{
    ConnectionOptions options;
    options.learnCommands = false;
    options.reconnect = false;
    options.keepAlive = std::chrono::milliseconds(0);
    Endpoint target = session->endpoint();
    target.database = 0;
    prober = new Connection(target, options);
    prober->setPolicy(session->policy());
    prober->setCommands(session->link()->gate().commands());
    prober->moveToThread(ioThread());
    prober->open();
    probe(0);
}

void ListDatabases::Private::probe(int from)
{
    std::vector<Request> requests;
    for (int i = from; i < from + ProbeAtOnce; ++i) {
        requests.push_back({{"SELECT", QByteArray::number(i)}, true, {}, {}});
        requests.push_back({{"DBSIZE"}, true, {}, {}});
    }
    handle = prober->sendAll(std::move(requests), q, [this, from](std::vector<Result<Reply>> replies) { onProbed(from, replies); });
}

void ListDatabases::Private::onProbed(int from, const std::vector<Result<Reply>> &replies)
{
    for (size_t i = 0; i < replies.size(); i += 2) {
        const Result<Reply> &select = replies[i], &size = replies[i + 1];
        if (!select) {
            // The first that is out of range is the end; a server without SELECT has only database 0.
            if (databases.isEmpty() && from == 0)
                return onlyDatabaseZero();
            dropProbe();
            return q->succeed();
        }
        databases.append({from + static_cast<int>(i / 2), size ? size->root().integer(-1) : -1, -1});
    }
    if (databases.size() < ProbeAtMost)
        return probe(from + ProbeAtOnce);
    dropProbe();
    q->succeed();
}

void ListDatabases::Private::onlyDatabaseZero()
{
    dropProbe();
    if (!session)
        return q->fail({ErrorCode::NotConnected, {}, {}});
    handle = session->link()->send(Request{{"DBSIZE"}, true, {}, {}}, q, [this](Result<Reply> size) {
        if (!size && size.error().code == ErrorCode::NotConnected)
            return q->fail(size.error());
        databases = {{0, size && session && session->database() == 0 ? size->root().integer(-1) : -1, -1}};
        q->succeed();
    });
}

void ListDatabases::Private::dropProbe()
{
    if (!prober)
        return;
    prober->close();
    std::exchange(prober, nullptr)->deleteLater();
}

ListDatabases::ListDatabases(Session *session, QObject *parent) : Job(parent), d(std::make_unique<Private>(this))
{
    d->session = session;
}

ListDatabases::~ListDatabases() = default;

const QList<DatabaseInfo> &ListDatabases::databases() const { return d->databases; }

void ListDatabases::run()
{
    d->ask();
}

void ListDatabases::abandon()
{
    d->handle.cancel();
    d->dropProbe();
}

}  // namespace vermilion
