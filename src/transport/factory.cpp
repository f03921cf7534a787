#include "transport/factory.hpp"

#include "transport/in_process.hpp"
#include "transport/url.hpp"

#include <string>

namespace logbeam::transport {

std::function<std::unique_ptr<Transport>()> transport_for(std::string_view url) {
    const Url parsed = Url::parse(url).value();
    if (parsed.scheme == "inproc") {
        return [name = parsed.host] { return make_in_process_transport([name] { return find_endpoint(name); }); };
    }
    throw Failure{Error{ErrorCode::unsupported_scheme,
                        "'" + std::string{url} + "': this build speaks inproc:// only, not " + parsed.scheme + "://"}};
}

}  // namespace logbeam::transport
