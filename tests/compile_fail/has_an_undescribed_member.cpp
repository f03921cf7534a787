// expect: logbeam: Order::lines has a type that logbeam cannot write; describe a struct with LOGBEAM_FIELDS(...)
#include <logbeam/typed_event.hpp>

struct Line {
    int price;
};

struct Order {
    std::vector<Line> lines;
};
LOGBEAM_EVENT(Order, "orders.shipped", lines)
