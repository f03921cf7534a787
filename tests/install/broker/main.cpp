// A program that embeds the broker and has a Boost of its own: what looks like another version of it, with the same
// names and other contents. Neither must end up in the other.

#include <logbeam/broker.hpp>
#include <logbeam/event_channel.hpp>

#include <chrono>
#include <cstdio>
#include <string>

namespace boost {
namespace system {

class error_category {
public:
    virtual ~error_category() = default;
    [[gnu::noinline]] virtual bool failed(int value) const noexcept { return value == 4711; }
};

}  // namespace system

namespace asio {
namespace detail {

struct scheduler_operation;

class scheduler {
public:
    [[gnu::noinline]] void post_immediate_completion(scheduler_operation* /*operation*/, bool /*more*/) { ++posts_; }
    int posts() const { return posts_; }

private:
    int posts_ = 0;
};

}  // namespace detail
}  // namespace asio
}  // namespace boost

static bool has_its_own_boost() {
    boost::asio::detail::scheduler ours;
    ours.post_immediate_completion(nullptr, false);
    const boost::system::error_category category;
    return ours.posts() == 1 && category.failed(4711) && !category.failed(1);
}

static bool has_a_broker() {
    logbeam::BrokerOptions options;
    options.listen = "127.0.0.1:0";
    logbeam::Broker broker{options};
    broker.start();
    logbeam::Connection connection{"ws://127.0.0.1:" + std::to_string(broker.port()) + "/ws"};
    logbeam::EventChannel orders{connection, "orders"};
    orders.publish("order.placed", logbeam::Fields{{"n", 1}});
    return connection.flush(std::chrono::seconds{10}) && broker.stats().accepted >= 1;
}

// What the broker throws is caught here, though its type_info is another.
static bool is_told_why_it_cannot_start() {
    logbeam::BrokerOptions options;
    options.listen = "nonsense:x";
    logbeam::Broker broker{options};
    try {
        broker.start();
    } catch (const logbeam::Failure& failure) {
        std::printf("%s\n", failure.what());
        return true;
    }
    return false;
}

int main() {
    return has_its_own_boost() && has_a_broker() && is_told_why_it_cannot_start() && has_its_own_boost() ? 0 : 1;
}
