#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace logbeam::http {

// Prometheus' text format 0.0.4, metric by metric: all samples of one follow its `family`. Unsynchronised.
class MetricsText {
public:
    enum class Type : std::uint8_t { counter, gauge };

    void family(std::string_view name, Type type, std::string_view help);

    // Of the last family. `labels` as `a="b",c="d"` with values escaped by `label`, or nothing.
    void sample(std::uint64_t value, std::string_view labels = {});
    void sample(double value, std::string_view labels = {});

    // `name="value"`
    [[nodiscard]] static std::string label(std::string_view name, std::string_view value);

    [[nodiscard]] std::string take() && { return std::move(text_); }

private:
    void line(std::string_view value, std::string_view labels);

    std::string name_;
    std::string text_;
};

}  // namespace logbeam::http
