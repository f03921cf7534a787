#include "transport/factory.hpp"

#include "transport/in_process.hpp"
#include "transport/url.hpp"

#include <string>

namespace logbeam::transport {

std::function<std::unique_ptr<Transport>()> transport_for(std::string_view text) {
    const Url url = Url::parse(text).value();
    if (url.scheme == "inproc") {
        return [name = url.host] { return make_in_process_transport([name] { return find_endpoint(name); }); };
    }
    throw Failure{Error{ErrorCode::unsupported_scheme,
                        "'" + std::string{text} + "': this build speaks inproc:// only, not " + url.scheme + "://"}};
}

}  // namespace logbeam::transport
