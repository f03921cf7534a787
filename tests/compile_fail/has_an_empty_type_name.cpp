// expect: logbeam: an event needs a type name
#include <logbeam/typed_event.hpp>

struct Order {
    int id;
};
LOGBEAM_EVENT(Order, "", id)
