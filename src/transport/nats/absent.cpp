#include "transport/nats/port.hpp"
#include "transport/nats/settings.hpp"
#include "transport/nats/transport.hpp"

// Where the build has no nats.c, this stands in the place of what needs it.
namespace logbeam::transport {

namespace {

[[noreturn]] void refuse() {
    throw Failure{Error{ErrorCode::unsupported_scheme,
                        "NATS (nats://, tls://) is not in this build; build it with -DLOGBEAM_NATS=ON"}};
}

}  // namespace

std::unique_ptr<Transport> make_nats_transport(const NatsSettings& /*settings*/) {
    refuse();
}

std::unique_ptr<NatsPort> make_nats_port(const NatsSettings& /*settings*/, std::string /*name*/) {
    refuse();
}

}  // namespace logbeam::transport
