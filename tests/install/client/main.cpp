// A program that links logbeam::client and nothing else.

#include <logbeam/event.hpp>
#include <logbeam/event_channel.hpp>
#include <logbeam/topic.hpp>

#include <cstdio>

int main() {
    const auto data = logbeam::Value::parse(R"({"order_id":42,"city":"Berlin"})");
    if (!data || !logbeam::TopicPattern{"orders.*"}.matches("orders.shipped")) return 1;

    logbeam::Connection broker{"inproc://nobody"};  // nobody there: events wait, nothing throws
    logbeam::EventChannel orders{broker, "orders"};
    orders.publish("order.shipped", *data);

    std::printf("%s\n", data->to_json().c_str());
    return 0;
}
