#include "http/fields_report.hpp"

#include "http/report_json.hpp"

#include <logbeam/json_writer.hpp>

#include <utility>

namespace logbeam::http {

FieldsReport::FieldsReport(std::shared_ptr<const history::Snapshot> snapshot, const Question& question,
                           std::uint64_t sample, Effort effort)
    : sample_{sample}, search_{std::move(snapshot), question.program, question.range}, effort_{effort} {}

bool FieldsReport::step(std::string& out) {
    effort_.begin_step();
    const auto take = [this](const history::Row& row, std::string_view text) {
        is_sampled_ = fields_.events() == sample_;
        if (!is_sampled_) fields_.add(row, text);
        return !is_sampled_;
    };
    while (search_.step(take)) {
        if (!effort_.is_step_over()) continue;
        is_sampled_ = effort_.is_spent();
        if (!is_sampled_) return true;
        break;
    }

    JsonWriter json{out};
    json.begin_object();
    json.key("sampled");
    json.boolean(is_sampled_);
    json.key("looked_at");
    json.unsigned_integer(fields_.events());
    json.key("fields");
    fields_.write(json);
    write_end(json, !effort_.is_spent(), search_.progress());
    json.end_object();
    return false;
}

}  // namespace logbeam::http
