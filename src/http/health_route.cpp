#include "http/answer.hpp"
#include "http/routes.hpp"

namespace logbeam::http {

// The header is how live() recognises a broker that it may join.
Response tell_health(Services& services, const Request& /*request*/) {
    Response answer = text_answer("ok\n");
    answer.headers.emplace_back("Server", services.server);
    return answer;
}

Response tell_readiness(Services& services, const Request& /*request*/) {
    std::string body;
    if (services.not_ready) {
        for (const auto& part : services.not_ready()) {
            body += "not ready: " + part + "\n";
        }
    }
    return body.empty() ? text_answer("ready\n") : text_answer(std::move(body), 503);
}

}  // namespace logbeam::http
