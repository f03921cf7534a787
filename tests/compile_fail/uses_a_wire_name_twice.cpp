// expect: logbeam: Order has two members or enumerators of one wire name
#include <logbeam/typed_event.hpp>

struct Order {
    int id;
    int number;
};
LOGBEAM_EVENT(Order, "orders.shipped", id, (number, "id"))
