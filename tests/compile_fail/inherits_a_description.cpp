// expect: logbeam: this type is not described. Write LOGBEAM_EVENT(Type, "type.name", members...)
#include <logbeam/typed_event.hpp>

struct Order {
    int id;
};
LOGBEAM_EVENT(Order, "orders.shipped", id)

struct ExpressOrder : Order {
    int hours;
};

void write_order(logbeam::JsonWriter& out, const ExpressOrder& order) {
    logbeam::write_json(out, order);
}
