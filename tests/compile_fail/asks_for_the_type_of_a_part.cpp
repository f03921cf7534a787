// expect: logbeam: this type is not an event. Write LOGBEAM_EVENT(Type, "type.name", members...)
#include <logbeam/typed_event.hpp>

struct Line {
    int price;
};
LOGBEAM_FIELDS(Line, price)

std::string type_of_line() {
    return std::string{logbeam::event_type<Line>()};
}
