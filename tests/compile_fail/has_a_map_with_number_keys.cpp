// expect: logbeam: Order::prices has a type that logbeam cannot write; describe a struct with LOGBEAM_FIELDS(...)
#include <logbeam/typed_event.hpp>

#include <map>

struct Order {
    std::map<int, double> prices;
};
LOGBEAM_EVENT(Order, "orders.shipped", prices)
