// expect: logbeam: Order::city is a view of text that it does not own; make it a std::string
#include <logbeam/typed_event.hpp>

struct Order {
    int id;
    std::string_view city;
};
LOGBEAM_EVENT(Order, "orders.shipped", id, city)
