// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/Courier.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHash>
#include <QMutex>
#include <QThread>

namespace vermilion {

namespace {

struct Parcel {
    Receiver receiver;
    Result<Reply> result;

    bool isWanted() const { return !receiver.handle.isCancelled() && (!receiver.thread || receiver.context); }
    void open()
    {
        if (!isWanted())
            return;
        if (receiver.batch)
            receiver.batch->handler(std::move(receiver.batch->results));
        else if (receiver.handler)
            receiver.handler(std::move(result));
    }
};

class ParcelEvent final : public QEvent {
public:
    explicit ParcelEvent(Parcel p) : QEvent(type()), parcel(std::move(p)) {}
    static Type type()
    {
        static const int registered = QEvent::registerEventType();
        return static_cast<Type>(registered);
    }
    Parcel parcel;
};

/// One for each thread that ever waited for an answer. It outlives any context, so posting to it is always safe.
class Mailbox final : public QObject {
public:
    static void post(QThread *thread, Parcel parcel)
    {
        const QMutexLocker lock(&s_mutex);
        Mailbox *&box = s_boxes[thread];
        if (!box) {
            box = new Mailbox(thread);
            box->moveToThread(thread);
            connect(thread, &QThread::finished, box, &QObject::deleteLater);
        }
        QCoreApplication::postEvent(box, new ParcelEvent(std::move(parcel)));
    }

protected:
    bool event(QEvent *event) override
    {
        if (event->type() != ParcelEvent::type())
            return QObject::event(event);
        static_cast<ParcelEvent *>(event)->parcel.open();
        return true;
    }

private:
    explicit Mailbox(QThread *thread) : m_thread(thread) {}
    ~Mailbox() override
    {
        const QMutexLocker lock(&s_mutex);
        s_boxes.remove(m_thread);
    }

    static inline QMutex s_mutex;
    static inline QHash<QThread *, Mailbox *> s_boxes;
    QThread *m_thread;
};

}  // namespace

Receiver::Receiver(QObject *object, ReplyHandler single)
    : context(object), thread(object ? object->thread() : nullptr), handler(std::move(single))
{
}

Receiver::Receiver(QObject *object, std::shared_ptr<Batch> pipeline, size_t index)
    : context(object), thread(object ? object->thread() : nullptr), batch(std::move(pipeline)), place(index)
{
}

void deliver(Receiver &&receiver, Result<Reply> &&result)
{
    if (receiver.batch) {
        receiver.batch->results[receiver.place] = std::move(result);
        if (--receiver.batch->missing > 0)
            return;
    }
    QThread *thread = receiver.thread;
    Parcel parcel{std::move(receiver), std::move(result)};
    if (!thread || thread == QThread::currentThread())
        parcel.open();
    else if (!parcel.receiver.handle.isCancelled())
        Mailbox::post(thread, std::move(parcel));
}

}  // namespace vermilion
