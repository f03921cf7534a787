// expect: logbeam: this type is not described. Write LOGBEAM_EVENT(Type, "type.name", members...)
#include <logbeam/typed_event.hpp>

struct Order {
    int id;
};

void write_order(logbeam::JsonWriter& out, const Order& order) {
    logbeam::write_json(out, order);
}
