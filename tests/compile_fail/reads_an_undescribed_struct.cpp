// expect: logbeam: this type is not described. Write LOGBEAM_EVENT(Type, "type.name", members...)
#include <logbeam/typed_event.hpp>

struct Order {
    int id;
};

bool is_order(const logbeam::Value& json) {
    return logbeam::read_json<Order>(json).ok();
}
