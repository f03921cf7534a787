#include "http/answer.hpp"
#include "http/parameters.hpp"
#include "http/range_parameters.hpp"
#include "http/routes.hpp"
#include "http/templates_report.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>

namespace logbeam::http {
namespace {

constexpr auto usual_range = std::chrono::hours{1};
constexpr std::uint64_t usual_limit = 100;
constexpr std::uint64_t highest_limit = TemplateTable::most_groups;

}  // namespace

Response list_templates(Services& services, const Request& request) {
    if (auto checked = check_parameters(request, {"query", "topic", "from", "to", "limit"}); !checked) {
        return error_answer(checked.error());
    }
    const Timestamp now = services.hub.clock.wall_now();
    auto question = read_question(request, now);
    if (!question) return error_answer(question.error());
    if (auto closed = close_range(question->range, now, usual_range); !closed) return error_answer(closed.error());
    const auto limit = natural_parameter(request, "limit", usual_limit);
    if (!limit) return error_answer(limit.error());
    return report_answer(std::make_unique<TemplatesReport>(services.hub.history.snapshot(), *question,
                                                           std::clamp<std::uint64_t>(*limit, 1, highest_limit),
                                                           Effort{services.hub.clock, services.report_work}));
}

}  // namespace logbeam::http
