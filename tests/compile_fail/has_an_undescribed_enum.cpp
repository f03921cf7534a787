// expect: logbeam: Order::status is an enum without names; write LOGBEAM_ENUM(...) for it
#include <logbeam/typed_event.hpp>

namespace shop {

enum class Status { open, closed };

struct Order {
    Status status;
};
LOGBEAM_EVENT(Order, "orders.shipped", status)

}  // namespace shop
