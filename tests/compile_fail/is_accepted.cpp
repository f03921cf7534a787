// expect: nothing
#include <logbeam/typed_event.hpp>

#include <map>

namespace shop {

enum class Status { open, closed };
LOGBEAM_ENUM(Status, open, (closed, "done"))

struct Line {
    std::string sku;
    std::optional<double> price;
};
LOGBEAM_FIELDS(Line, sku, price)

struct Order {
    std::int64_t id = 0;
    Status status = Status::open;
    std::vector<Line> lines;
    std::map<std::string, std::vector<Order>> linked;
    std::string note = "none";
};
LOGBEAM_EVENT(Order, "orders.shipped", (id, "orderId"), status, lines, linked, (note, logbeam::defaulted));

struct Heartbeat {};
LOGBEAM_EVENT(Heartbeat, "heartbeat")

namespace {

struct Hidden {
    int id = 0;
};
LOGBEAM_FIELDS(Hidden, id, )

}  // namespace

static_assert(logbeam::is_event<Order> && logbeam::is_event<Heartbeat>);
static_assert(logbeam::is_described<Line> && !logbeam::is_event<Line>);
static_assert(logbeam::is_described<const Hidden> && !logbeam::is_described<int>);
static_assert(logbeam::event_type<Order>() == "orders.shipped");

std::string round_trip(const logbeam::Value& json) {
    const auto order = logbeam::read_json<Order>(json);
    return order ? logbeam::to_pairs(*order) + logbeam::schema<Order>() + logbeam::typescript<Heartbeat>() : "";
}

}  // namespace shop
