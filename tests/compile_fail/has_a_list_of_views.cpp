// expect: logbeam: Order::cities is a view of text that it does not own; make it a std::string
#include <logbeam/typed_event.hpp>

struct Order {
    std::vector<const char*> cities;
};
LOGBEAM_EVENT(Order, "orders.shipped", (cities, "towns"))
