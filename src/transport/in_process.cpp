#include "transport/in_process.hpp"

#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace logbeam::transport {

namespace {

class InProcessTransport final : public Transport {
public:
    explicit InProcessTransport(FindEndpoint find) : find_{std::move(find)} {}
    ~InProcessTransport() override { InProcessTransport::close(); }
    InProcessTransport(const InProcessTransport&) = delete;
    InProcessTransport& operator=(const InProcessTransport&) = delete;

    void open(const Greeting& greeting, TransportEvents& events) override {
        events_ = &events;
        endpoint_ = find_();
        if (!endpoint_) {
            events.on_closed({ErrorCode::connection_lost, "the in-process broker is not running"});
            return;
        }
        link_ = std::make_shared<InProcessLink>();
        endpoint_->on_connect(link_, greeting);
    }

    bool send(const std::shared_ptr<const Batch>& batch) override {
        if (link_) {
            endpoint_->on_batch(link_, batch->bytes);
        }
        return link_ != nullptr;
    }

    void send(const wire::ClientFrame& frame) override {
        if (link_) {
            endpoint_->on_control(link_, frame);
        }
    }

    void drive() override {
        if (!link_) {
            return;
        }
        for (InProcessLink::Message& message : link_->take()) {
            std::visit([this](auto& said) { tell(said); }, message);
            if (!link_) {
                return;  // it hung up
            }
        }
    }

    [[nodiscard]] int descriptor() const override { return link_ ? link_->descriptor() : -1; }

    void close() override {
        if (link_) {
            endpoint_->on_disconnect(link_);
        }
        link_.reset();
        endpoint_.reset();
    }

private:
    void tell(const Opened& opened) { events_->on_open(opened); }
    void tell(const Held& held) { events_->on_acknowledged(held); }
    void tell(const InProcessLink::Subscribed& said) { events_->on_subscribed(said.subscription, said.seq); }
    void tell(const InProcessLink::Missed& missed) { events_->on_gap(missed.subscription, missed.gap); }
    void tell(const wire::Failed& failed) { events_->on_failed(failed); }
    void tell(InProcessLink::Delivery& delivery) {
        events_->on_event(delivery.subscription, std::move(delivery.event));
    }
    void tell(const Error& reason) {
        close();
        events_->on_closed(reason);
    }

    const FindEndpoint find_;
    TransportEvents* events_ = nullptr;
    std::shared_ptr<InProcessEndpoint> endpoint_;
    std::shared_ptr<InProcessLink> link_;
};

using Endpoints = std::map<std::string, std::weak_ptr<InProcessEndpoint>>;

// The table, whole in the child of a fork too: whoever forks waits for its lock and hands it to both sides. The child
// begins with an empty one, for the endpoints' own locks are copied as they were.
class EndpointTable {
public:
    static EndpointTable& of_this_process() {
        // Never destroyed: a worker may look for its endpoint while the process exits.
        // NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
        static EndpointTable& table = *std::unique_ptr<EndpointTable>{new EndpointTable}.release();
        return table;
    }

    template <class Act>
    auto with(Act act) {
        const std::lock_guard lock{mutex_};
        return act(endpoints_);
    }

private:
    EndpointTable() {
        ::pthread_atfork([] { of_this_process().mutex_.lock(); }, [] { of_this_process().mutex_.unlock(); },
                         [] {
                             of_this_process().endpoints_.clear();
                             of_this_process().mutex_.unlock();
                         });
    }

    std::mutex mutex_;
    Endpoints endpoints_;
};

}  // namespace

InProcessLink::InProcessLink() : event_{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)} {}

InProcessLink::~InProcessLink() {
    ::close(event_);
}

void InProcessLink::welcome(Opened opened) {
    push(std::move(opened));
}

void InProcessLink::acknowledge(Held held) {
    push(std::move(held));
}

void InProcessLink::subscribed(std::uint64_t subscription, std::uint64_t seq) {
    push(Subscribed{subscription, seq});
}

void InProcessLink::deliver(std::uint64_t subscription, Event event) {
    push(Delivery{subscription, std::move(event)});
}

void InProcessLink::tell_gap(std::uint64_t subscription, wire::Gap gap) {
    push(Missed{subscription, std::move(gap)});
}

void InProcessLink::fail(wire::Failed failed) {
    push(std::move(failed));
}

void InProcessLink::hang_up(Error reason) {
    push(std::move(reason));
}

std::deque<InProcessLink::Message> InProcessLink::take() {
    if (inbox_.with([](const std::deque<Message>& inbox) { return inbox.empty(); })) {
        return {};
    }
    // Before the messages: one that is pushed in between is taken now or told anew, never left untold.
    std::uint64_t told = 0;
    [[maybe_unused]] const auto taken = ::read(event_, &told, sizeof told);
    return inbox_.with([](std::deque<Message>& inbox) { return std::exchange(inbox, {}); });
}

void InProcessLink::push(Message message) {
    inbox_.with([&](std::deque<Message>& inbox) { inbox.push_back(std::move(message)); });
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(event_, &one, sizeof one);
}

std::unique_ptr<Transport> make_in_process_transport(FindEndpoint find) {
    (void)EndpointTable::of_this_process();  // before there is a worker, so that no fork meets it half made
    return std::make_unique<InProcessTransport>(std::move(find));
}

bool publish_endpoint(const std::string& name, const std::shared_ptr<InProcessEndpoint>& endpoint) {
    return EndpointTable::of_this_process().with([&](Endpoints& table) {
        std::weak_ptr<InProcessEndpoint>& entry = table[name];
        if (!entry.expired()) {
            return false;
        }
        entry = endpoint;
        return true;
    });
}

std::shared_ptr<InProcessEndpoint> find_endpoint(const std::string& name) {
    return EndpointTable::of_this_process().with([&](Endpoints& table) {
        const auto entry = table.find(name);
        return entry == table.end() ? nullptr : entry->second.lock();
    });
}

}  // namespace logbeam::transport
