#include "alert/route.hpp"

namespace logbeam::alert {

Route route_of(const Rule& rule) {
    return {"rule." + rule.name, {{"rule", Matcher::Sense::equal, rule.name}}, rule.notify};
}

}  // namespace logbeam::alert
