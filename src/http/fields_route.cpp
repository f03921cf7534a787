#include "http/answer.hpp"
#include "http/fields_report.hpp"
#include "http/parameters.hpp"
#include "http/range_parameters.hpp"
#include "http/routes.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>

namespace logbeam::http {
namespace {

constexpr std::uint64_t usual_sample = 10'000;
constexpr std::uint64_t largest_sample = 1'000'000;

}  // namespace

Response list_fields(Services& services, const Request& request) {
    if (auto checked = check_parameters(request, {"query", "topic", "from", "to", "after", "before", "sample"});
        !checked) {
        return error_answer(checked.error());
    }
    const auto question = read_question(request, services.hub.clock.wall_now());
    if (!question) return error_answer(question.error());
    const auto sample = natural_parameter(request, "sample", usual_sample);
    if (!sample) return error_answer(sample.error());
    return report_answer(std::make_unique<FieldsReport>(services.hub.history.snapshot(), *question,
                                                        std::clamp<std::uint64_t>(*sample, 1, largest_sample),
                                                        Effort{services.hub.clock, services.report_work}));
}

}  // namespace logbeam::http
