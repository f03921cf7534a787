// expect: logbeam: a type that is read needs a default constructor
#include <logbeam/typed_event.hpp>

struct Order {
    explicit Order(int number) : id{number} {}

    int id;
};
LOGBEAM_EVENT(Order, "orders.shipped", id)

bool is_order(const logbeam::Value& json) {
    return logbeam::read_json<Order>(json).ok();
}
